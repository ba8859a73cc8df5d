/** A list with its filters, under a name. The address holds filters only, never a word of a post. */
export interface SavedView {
  readonly name: string;
  readonly path: string;
}

const MOST = 20;
const NAME_LENGTH = 60;
/** Lists whose filters stand in their address. */
const LISTS = /^\/(?:review|protect|closed)(?:\?[A-Za-z0-9&=%._-]*)?$/;

/** What was stored, as far as it is sound: somebody may have edited it. */
export function parseViews(stored: string | null): SavedView[] {
  try {
    const found: unknown = JSON.parse(stored ?? '[]');
    return Array.isArray(found) ? found.filter(isView).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** Adds a view; one of the same name is replaced. */
export function withView(views: readonly SavedView[], view: SavedView): SavedView[] {
  const name = view.name.trim().slice(0, NAME_LENGTH);
  if (name === '' || !LISTS.test(view.path)) return [...views];
  return [...views.filter((one) => one.name !== name), { name, path: view.path }].slice(-MOST);
}

export function withoutView(views: readonly SavedView[], name: string): SavedView[] {
  return views.filter((one) => one.name !== name);
}

function isView(value: unknown): value is SavedView {
  if (typeof value !== 'object' || value === null || !('name' in value) || !('path' in value)) return false;
  const { name, path } = value;
  return typeof name === 'string' && name !== '' && typeof path === 'string' && LISTS.test(path);
}
