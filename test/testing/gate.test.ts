import { gate, settled } from "cachegen/testing";
import { describe, expect, it } from "vitest";

describe("gate", () => {
  it("is shut until it is opened with a value, or broken with an error", async () => {
    const [opened, broken] = [gate<number>(), gate()];
    let isOpen = false;
    void opened.opened.then(() => (isOpen = true));
    await settled();
    expect(isOpen).toBe(false);
    opened.open(7);
    expect(await opened.opened).toBe(7);
    broken.break(new Error("broken"));
    await expect(broken.opened).rejects.toThrow("broken");
  });
});
