import type { Hono } from 'hono';
import type { AppContext, AppEnvironment } from '../environment.ts';
import { PAGES } from '../page-addresses.ts';
import { methodNotAllowed } from '../request-guard.ts';
import { loadWebFiles, type WebFiles } from '../web-files.ts';

const YEAR_SECONDS = 31_536_000;

/** The built interface: one page for all its addresses, and its hashed files. */
export function pageRoutes(app: Hono<AppEnvironment>): void {
  let files: WebFiles | undefined;
  const built = (context: AppContext): WebFiles | undefined => {
    files ??= loadWebFiles(context.get('dashboard').webDir);
    return files;
  };

  for (const page of PAGES) app.get(page, (context) => interfacePage(context, built(context), 200));

  app.get('/assets/:name', (context) => {
    const asset = built(context)?.assets.get(context.req.param('name'));
    if (asset === undefined) return context.notFound();
    return context.body(asset.body, 200, {
      'Content-Type': asset.type,
      'Cache-Control': `public, max-age=${YEAR_SECONDS}, immutable`,
    });
  });

  app.notFound((context) => {
    if (context.req.method === 'POST' && !context.req.path.startsWith('/api/')) {
      return methodNotAllowed(context, ['GET', 'HEAD']);
    }
    const wantsPage = context.req.header('accept')?.includes('text/html') === true;
    const isPage = !/^\/(api|assets)\//.test(context.req.path);
    if (wantsPage && isPage) return interfacePage(context, built(context), 404);
    return context.json(
      {
        title: 'Not found',
        status: 404,
        code: 'route.not-found',
        detail: 'There is nothing at this address.',
      },
      404,
      { 'Content-Type': 'application/problem+json; charset=utf-8' },
    );
  });
}

function interfacePage(context: AppContext, files: WebFiles | undefined, status: 200 | 404): Response {
  if (files !== undefined) return context.html(files.page, status);
  return context.text('The interface is not built. Run "npm run build", then reload this page.\n', 503);
}
