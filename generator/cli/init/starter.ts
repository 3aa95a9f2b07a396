import { editorLine } from "../../schema/header.js";

/** Scripts that keep the generated code and its schema together. */
export const SCRIPTS: Readonly<Record<string, string>> = {
  prebuild: "cachegen generate",
  pretest: "cachegen check",
};

/** What version control should know of the generated files in a folder. */
export function attributesLine(output: string): string {
  return `${output}/** text eol=lf linguist-generated`;
}

/** Words that YAML takes for something other than text. */
const NO_TEXT = /^(true|false|null)$/i;

/**
 * A schema to begin with: one region with one function. `namespace` comes from {@link namespaceOf}; `modules` is the
 * way from the schema to the folder in which the package is installed.
 */
export function starterSchema(namespace: string, modules = "./node_modules"): string {
  const isText = /^[A-Za-z]/.test(namespace) && !NO_TEXT.test(namespace);
  return `${editorLine(modules)}version: 1
namespace: ${isText ? namespace : JSON.stringify(namespace)}
types:
  User:
    id: string
    name: string
    createdAt: datetime
regions:
  users:
    expiration: 10m
    grace: 1h
    functions:
      getUser:
        args:
          id: string
        returns: User?
`;
}
