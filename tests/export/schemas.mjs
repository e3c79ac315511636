// schemas.mjs '[[SCHEMA, FILE]…]': says for each file whether ajv finds it valid.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../build/export/package.json', import.meta.url));
const addFormats = require('ajv-formats');
const read = (path) => JSON.parse(readFileSync(path, 'utf8'));

for (const [schemaPath, path] of JSON.parse(process.argv[2])) {
	const schema = read(schemaPath);
	const Ajv = require(schema.$schema.includes('2020-12') ? 'ajv/dist/2020' : 'ajv').default;
	const ajv = new Ajv({ strict: false, allErrors: true });
	addFormats(ajv);
	const validate = ajv.compile(schema);
	if (validate(read(path))) console.log('valid', path);
	else console.log(path, schemaPath, JSON.stringify(validate.errors.slice(0, 3)));
}
