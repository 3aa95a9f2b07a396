import { defineConfig, type ViteUserConfig } from "vitest/config";

const conditions = ["@cachegen/source", "node", "import", "module", "default"];

const config: ViteUserConfig = defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/redis-setup.ts", "test/support/python-setup.ts"],
    setupFiles: ["test/support/patience.ts"],
    // A busy machine is no fault: only what hangs shall fail for its time, in milliseconds.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    teardownTimeout: 60_000,
  },
});

export default config;
