import { describe, expect, it } from "vitest";
import { capitalized } from "../../../generator/identifier.js";
import { camelCase, Names, pascalCase, plural } from "../../../generator/plan/names.js";

describe("Names", () => {
  it("gives the first wish that is free", () => {
    const names = new Names(["Date"]);
    expect(names.free("City", "CityAccessor")).toBe("City");
    expect(names.free("Date", "DateAccessor")).toBe("DateAccessor");
  });

  it("numbers the last wish when none is free", () => {
    const names = new Names(["key", "key2"]);
    expect(names.free("key")).toBe("key3");
    expect(names.free("key")).toBe("key4");
  });

  it("gives no word of the language", () => {
    expect(new Names().free("default")).toBe("default2");
  });
});

describe("casing", () => {
  it("joins words", () => {
    expect(pascalCase("get_user")).toBe("GetUser");
    expect(pascalCase("getUser")).toBe("GetUser");
    expect(camelCase("User.name pattern")).toBe("userNamePattern");
    expect(capitalized("user")).toBe("User");
  });

  it("leaves out what no name can hold", () => {
    expect(camelCase("enum(a-b,*/) members")).toBe("enumABMembers");
    expect(camelCase("1 2")).toBe("unnamed12");
    expect(camelCase("*/")).toBe("unnamed");
  });
});

describe("plural", () => {
  it.each([
    ["id", "ids"],
    ["city", "cities"],
    ["day", "days"],
    ["box", "boxes"],
    ["match", "matches"],
    ["address", "addresses"],
  ])("makes of %s %s", (one, many) => {
    expect(plural(one)).toBe(many);
  });
});
