import { defineConfig, type ViteUserConfig } from "vitest/config";

const conditions = ["@cachegen/source", "node", "import", "module", "default"];

const config: ViteUserConfig = defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: { include: ["test/**/*.test.ts"], globalSetup: ["test/support/redis-setup.ts"] },
});

export default config;
