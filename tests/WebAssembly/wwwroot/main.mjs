// Runs the program under Node.js, and tells at its end what the trace compiler did.
import { dotnet } from './_framework/dotnet.js';

const runtime = await dotnet
    .withEnvironmentVariable('SHALLOWNET_TESTS_WITHOUT', 'threads')
    .withRuntimeOptions(['--jiterpreter-stats-enabled'])
    .withApplicationArguments(...process.argv.slice(2))
    .create();
const result = await runtime.runMain();
runtime.INTERNAL.jiterpreter_dump_stats();
process.exit(result);
