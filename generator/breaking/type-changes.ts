import type { Surface, TypeSurface } from "../surface/surface.js";
import type { Change } from "./change.js";

/** What is not as it was in the exported types. */
export function typeChanges(before: Surface, now: Surface): readonly Change[] {
  const today = new Map(Object.entries(now.types));
  return Object.entries(before.types).flatMap(([name, was]): readonly Change[] => {
    const is = today.get(name);
    if (is === undefined) return [changeOf(name, `the type ${name} is gone`, GONE)];
    if (typeof was === "string" || typeof is === "string") {
      const message = `the type ${name} was ${shown(was)}, and is ${shown(is)}`;
      return was === is ? [] : [changeOf(name, message, OTHER)];
    }
    return memberChanges(name, was, is);
  });
}

const GONE = "whoever imports it does not compile; keep it until nobody does";
const OTHER = "whoever reads or makes such a value may not compile";
const NEWLY = "whoever makes such a value does not compile; let it be absent (name?) until all do";

function changeOf(subject: string, message: string, hint: string): Change {
  return { category: "SOURCE", subject, message, hint };
}

function shown(type: TypeSurface): string {
  return typeof type === "string" ? type : "an object";
}

type Members = Readonly<Record<string, string>>;

/** A member that may be absent can come without breaking anything. */
function memberChanges(type: string, before: Members, now: Members): readonly Change[] {
  const [was, is] = [membersByName(before), membersByName(now)];
  const kept = [...was].flatMap(([name, old]) => {
    const subject = `${type}.${name}`;
    const today = is.get(name);
    if (today === old) return [];
    if (today === undefined) return [changeOf(subject, `the member ${subject} is gone`, OTHER)];
    return [changeOf(subject, `the member ${subject} was ${old}, and is ${today}`, OTHER)];
  });
  const added = [...is]
    .filter(([name, text]) => !was.has(name) && !text.endsWith(MAY_BE_ABSENT))
    .map(([name]) => {
      const subject = `${type}.${name}`;
      return changeOf(subject, `the member ${subject} is new, and always there`, NEWLY);
    });
  return [...kept, ...added];
}

const MAY_BE_ABSENT = ", or absent";

function membersByName(members: Members): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(members).map(([label, type]) => {
      const name = label.replace(/\?$/, "");
      return [name, name === label ? type : `${type}${MAY_BE_ABSENT}`];
    }),
  );
}
