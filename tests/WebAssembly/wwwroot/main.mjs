// Runs the program under Node.js or, as the script of index.html, in a browser, and tells at its end what the trace compiler did.
import { dotnet } from './_framework/dotnet.js';

const isBrowser = typeof document !== 'undefined';

// The program leaves the page no time for anything else, so that each line is sent, to the server that has the page, before it goes on.
function post(path, text) {
    const request = new XMLHttpRequest();
    request.open('POST', path, false);
    request.send(text);
}

if (isBrowser) {
    for (const kind of ['log', 'info', 'warn', 'error']) {
        console[kind] = (...values) => post('/lines', values.join(' '));
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
    post('/end', `${result}`);
} else {
    process.exit(result);
}
