/** Markup that was made here; whatever else comes is text and is escaped. */
export interface Html {
  readonly html: string;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
}

export function raw(html: string): Html {
  return { html };
}

/** An element; text among its children is isolated from what stands beside it only where the caller says so. */
export function tag(
  name: string,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly (string | Html)[]
): Html {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeHtml(value)}"`);
  const inner = children.map((child) => (typeof child === 'string' ? escapeHtml(child) : child.html));
  return raw(`<${name}${given.join('')}>${inner.join('')}</${name}>`);
}

export function join(parts: readonly Html[], between: Html = raw('\n')): Html {
  return raw(parts.map(({ html }) => html).join(between.html));
}
