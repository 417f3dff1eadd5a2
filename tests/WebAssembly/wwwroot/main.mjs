// Runs the program under Node.js or, as the script of index.html, in a browser, and tells at its end what the trace compiler did.
import { dotnet } from './_framework/dotnet.js';

const isBrowser = typeof document !== 'undefined';
const lines = [];
const post = (path, text) => fetch(path, { method: 'POST', body: text });
let sent = Promise.resolve();

// Lines go to the server that has the page, in their order.
function say(...values) {
    lines.push(values.join(' '));
    sent = sent.then(() => lines.length > 0 ? post('/lines', lines.splice(0).join('\n')) : undefined);
}

if (isBrowser) {
    for (const kind of ['log', 'info', 'warn', 'error']) {
        console[kind] = say;
    }
}

let result = 1;
try {
    const runtime = await dotnet
        .withEnvironmentVariable('SHALLOWNET_TESTS_WITHOUT', 'threads')
        .withRuntimeOptions(['--jiterpreter-stats-enabled'])
        .withApplicationArguments(...(isBrowser ? new URLSearchParams(location.search).getAll('argument') : process.argv.slice(2)))
        .create();
    result = await runtime.runMain();
    runtime.INTERNAL.jiterpreter_dump_stats();
} catch (error) {
    console.error(`${error.stack ?? error}`);
}

if (isBrowser) {
    await sent;
    await post('/end', `${result}`);
} else {
    process.exit(result);
}
