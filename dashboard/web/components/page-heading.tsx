import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { isSignedOut } from '../state/api.ts';
import { useReturn } from '../state/use-return.ts';

let isFirstPage = true;

/** A page's one `h1`. It takes the focus when the page changes, so that a screen reader starts there. */
export function PageHeading({ title, children }: { title: string; children?: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The browser itself places the focus on the page that was opened first.
    if (!isFirstPage) heading.current?.focus({ preventScroll: true });
    isFirstPage = false;
  }, []);
  const nameWindow = () => {
    document.title = `${title} – Vigie`;
  };
  useEffect(nameWindow, [title]);
  // Until then the sign-in form had both.
  useReturn(isSignedOut, () => {
    nameWindow();
    heading.current?.focus({ preventScroll: true });
  });
  return (
    <div class="page-heading">
      <h1 ref={heading} tabIndex={-1}>
        <bdi>{title}</bdi>
      </h1>
      {children}
    </div>
  );
}
