// Chromium as every browser test starts it, and the count that they print at the end.
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const require = createRequire(resolve('build/browser/package.json'));
const { chromium } = require('playwright-core');

export function launch() {
	return chromium.launch({
		executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
		args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
			'--disable-component-update', '--disable-sync'],
	});
}
