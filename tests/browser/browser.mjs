// Chromium as every browser test starts it.
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { LIMIT } from '../e2e/servers.mjs';

const require = createRequire(resolve('build/browser/package.json'));
const { chromium } = require('playwright-core');

// Its pages wait for what must happen as long as every other test does.
export async function launch() {
	const browser = await chromium.launch({
		executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
		args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
			'--disable-component-update', '--disable-sync'],
		timeout: LIMIT * 1000,
	});
	const newContext = browser.newContext.bind(browser);
	browser.newContext = async (options) => {
		const context = await newContext(options);
		context.setDefaultTimeout(LIMIT * 1000);
		return context;
	};
	return browser;
}
