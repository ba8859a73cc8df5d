/** Takes a source's `list` apart: what is listed, and of whom or for which words. */
export function splitList(list: string): readonly [name: string, value: string] {
  const slash = list.indexOf('/');
  return [list.slice(0, slash), list.slice(slash + 1)];
}
