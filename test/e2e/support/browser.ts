import { existsSync } from 'node:fs';
import sparticuz from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

const SYSTEM_PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Background requests off: a test asserts that nothing leaves the origin. The sandbox is on except as root. */
const ARGUMENTS = ['--disable-gpu', '--disable-background-networking', '--no-default-browser-check'];

/** Starts the first Chromium that works: the system's, else the one that comes with the packages. */
export async function launchBrowser(): Promise<Browser> {
  const isRoot = process.getuid?.() === 0;
  const args = isRoot ? [...ARGUMENTS, '--no-sandbox'] : ARGUMENTS;
  const system = SYSTEM_PATHS.find(existsSync);
  const executablePath = system ?? (await sparticuz.executablePath());
  return chromium.launch({ executablePath, args });
}
