import { testPackage } from "./package-test.js";

const { failed } = await testPackage();
process.exitCode = failed === 0 ? 0 : 1;
