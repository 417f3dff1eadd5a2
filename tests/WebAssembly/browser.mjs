// browser.mjs FOLDER BROWSER ARGUMENT...: opens the page of a published folder in a headless Chromium with the program's arguments, prints what the program says,
// and ends as the program ends.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';

const [folder, browser, ...args] = process.argv.slice(2);
const types = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm', '.json': 'application/json' };
const profile = mkdtempSync(join(tmpdir(), 'shallownet-browser-'));
let chromium;

function end(code) {
    chromium.removeAllListeners('exit');
    chromium.once('exit', () => {
        rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
        process.exit(code);
    });
    chromium.kill();
}

async function textOf(request) {
    let text = '';
    for await (const part of request) {
        text += part;
    }

    return text;
}

const server = createServer(async (request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    if (request.method === 'POST') {
        const text = await textOf(request);
        response.end();
        if (path === '/end') {
            end(Number(text));
        } else {
            console.log(text);
        }

        return;
    }

    try {
        const file = normalize(join(folder, path === '/' ? 'index.html' : path));
        response.setHeader('Content-Type', types[extname(file)] ?? 'application/octet-stream');
        response.end(readFileSync(file));
    } catch {
        response.writeHead(404).end();
    }
});

server.listen(0, '127.0.0.1', () => {
    const query = args.map(argument => `argument=${encodeURIComponent(argument)}`).join('&');
    chromium = spawn(
        browser,
        ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', `--user-data-dir=${profile}`, `http://127.0.0.1:${server.address().port}/?${query}`],
        { stdio: 'ignore' });
    chromium.once('exit', code => {
        console.error(`The browser ended with ${code} before the program did.`);
        process.exit(1);
    });
});
