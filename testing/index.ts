/** For tests of backends, and of programs that cache: contract suites, time and faults moved by hand. No logic. */
export {
  describeLeasingBackend,
  type LeasingMaker,
  type LeasingSuiteOptions,
} from "./contract/describe-leasing.js";
export {
  describePlainBackend,
  type PlainMaker,
  type PlainSuiteOptions,
} from "./contract/describe-plain.js";
export type { Runner } from "./contract/runner.js";
export { faultyBackend, FaultyBackend, type Fault, type Frequency } from "./faulty-backend.js";
export { gate, settled, type Gate } from "./gate.js";
export { manualClock, ManualClock } from "./manual-clock.js";
export type { Command } from "./observed-backend.js";
export { recordingBackend, RecordingBackend, type RecordedCommand } from "./recording-backend.js";
export { tcpProxy, TcpProxy, type Direction, type TcpTarget } from "./tcp-proxy.js";
