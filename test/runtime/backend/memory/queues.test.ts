import fc from "../../../support/fast-check.js";
import { describe, expect, it } from "vitest";
import { NONE, Queues } from "../../../../runtime/backend/memory/queues.js";

/** Empty a queue from its oldest on. */
function drained(queues: Queues, queue: number): number[] {
  const slots: number[] = [];
  for (let slot = queues.oldest(queue); slot !== NONE; slot = queues.oldest(queue)) {
    queues.remove(queue, slot);
    slots.push(slot);
  }
  return slots;
}

describe("Queues", () => {
  it("keep the order of arrival through pushes, removals, rotations and growth", () => {
    const step = fc.record({
      act: fc.constantFrom("push", "push", "remove", "rotate"),
      queue: fc.constantFrom(0, 1),
      slot: fc.nat(11),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const queues = new Queues(2);
        const model: [number[], number[]] = [[], []];
        queues.reserve(4);
        for (const [at, { act, queue, slot }] of steps.entries()) {
          if (at === 8) queues.reserve(12);
          const own = queue === 0 ? model[0] : model[1];
          const known = model.some((slots) => slots.includes(slot)) || (at < 8 && slot >= 4);
          if (act === "push" && !known) {
            queues.push(queue, slot);
            own.push(slot);
          } else if (act === "remove" && own.includes(slot)) {
            queues.remove(queue, slot);
            own.splice(own.indexOf(slot), 1);
          } else if (act === "rotate") {
            queues.rotate(queue);
            own.push(...own.splice(0, 1));
          }
          expect(queues.oldest(queue)).toBe(own[0] ?? NONE);
        }
        expect([drained(queues, 0), drained(queues, 1)]).toEqual(model);
      }),
      { numRuns: 500 },
    );
  });
});
