const POSTS = 40;

/** A page of the size of a board's: its script builds forty posts from data, keeps closures and timers, and draws once. */
export function soakPage(number: number): string {
  return `<!doctype html><meta charset=utf-8><title>${number}</title><main></main><script>
const kept = [];
const data = Array.from({ length: ${POSTS} }, (_, n) => ({ id: '${number}-' + n, text: ('fictional post ' + n + ' ').repeat(40) }));
for (const { id, text } of data) {
  const item = document.createElement('article');
  item.className = 'post';
  item.id = id;
  item.innerHTML = '<p></p><button>more</button>';
  item.firstChild.textContent = text;
  item.lastChild.addEventListener('click', () => kept.push(text));
  document.querySelector('main').append(item);
}
setInterval(() => kept.push(new Array(1000).fill(Math.random())), 20);
</script>`;
}
