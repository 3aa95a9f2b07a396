import { ts } from "ts-morph";

/** A word that hostile texts of the fuzz hold, and that no name of theirs is. */
export const MARK = "PWNED";

/** Where generated files may import from. */
const SOURCES = /^(cachegen\/(runtime|zod)|\.\/\w+\.js|\.\.\/own\.js)$/;

/** What generated files may say at their top. */
const DECLARATIONS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.ExportDeclaration,
  ts.SyntaxKind.FunctionDeclaration,
  ts.SyntaxKind.ImportDeclaration,
  ts.SyntaxKind.InterfaceDeclaration,
  ts.SyntaxKind.TypeAliasDeclaration,
  ts.SyntaxKind.VariableStatement,
]);

/** What generated files may call when they are loaded. */
const DEFINING =
  /^((defineRegion|define\w*Function|lazySchema|importedType|compactSerializer|longerThan|new (globalThis\.)?RegExp)\d*|\w+\.\w+\.cache(Multi)?OnArguments)$/;

/** The globals generated code uses. */
const GLOBALS: ReadonlySet<string> = new Set([
  ...["Date", "JSON", "Map", "ReadonlyMap", "ReadonlySet", "RegExp", "Set", "Uint8Array"],
  ...["Infinity", "Promise", "Record", "undefined", "const"],
]);

/** Lists what a generated file does beyond declaring; an empty list is as it should be. */
export function deedsOf(text: string): readonly string[] {
  const file = ts.createSourceFile("generated.ts", text, ts.ScriptTarget.ES2023, true);
  const { diagnostics = [] } = ts.transpileModule(text, { reportDiagnostics: true });
  const deeds = diagnostics.map(({ messageText }) => `syntax: ${JSON.stringify(messageText)}`);
  for (const statement of file.statements) {
    if (!DECLARATIONS.has(statement.kind)) deeds.push(`statement: ${statement.getText()}`);
    if (isForeignImport(statement)) deeds.push(`import: ${statement.getText()}`);
  }
  const declared = declaredIn(file);
  visit(file, (node) => {
    if (isDoneOnLoading(node)) deeds.push(`call: ${node.getText()}`);
    if (ts.isIdentifier(node) && isStrange(node, declared)) deeds.push(`name: ${node.text}`);
    if (isAssignmentOutside(node)) deeds.push(`assignment: ${node.getText()}`);
  });
  return deeds;
}

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  node.forEachChild((child) => {
    visit(child, see);
  });
}

function isForeignImport(statement: ts.Statement): boolean {
  if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return false;
  const { moduleSpecifier: from } = statement;
  const isBare = ts.isImportDeclaration(statement) && statement.importClause === undefined;
  return isBare || (from !== undefined && !(ts.isStringLiteral(from) && SOURCES.test(from.text)));
}

/** A call that is made when the file is loaded, and is none of those that only define. */
function isDoneOnLoading(node: ts.Node): boolean {
  if (ts.isTaggedTemplateExpression(node)) return true;
  if (ts.isAwaitExpression(node) && functionAround(node) === undefined) return true;
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return false;
  const name = `${ts.isNewExpression(node) ? "new " : ""}${node.expression.getText()}`;
  return functionAround(node) === undefined && !DEFINING.test(name);
}

function functionAround(node: ts.Node): ts.Node | undefined {
  return ts.findAncestor(node.parent, ts.isFunctionLike);
}

/** A name that nothing in the file declares, or that came from a hostile text. */
function isStrange(node: ts.Identifier, declared: ReadonlySet<string>): boolean {
  if (node.text.includes(MARK)) return true;
  const { parent } = node;
  // Where a type of the schema hides a global, the code says which one it means.
  if (node.text === "globalThis" && ts.isPropertyAccessExpression(parent)) {
    return !GLOBALS.has(parent.name.text);
  }
  const isMember =
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    (ts.isQualifiedName(parent) && parent.right === node);
  return !isMember && !declared.has(node.text) && !GLOBALS.has(node.text);
}

function declaredIn(file: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  visit(file, (node) => {
    const name = "name" in node ? (node.name as ts.Node | undefined) : undefined;
    const declares = !ts.isPropertyAccessExpression(node) && !ts.isMetaProperty(node);
    if (declares && name !== undefined && ts.isIdentifier(name)) names.add(name.text);
    // `import { a as b }` and `export { a as b }` name what is elsewhere.
    const other = ts.isImportOrExportSpecifier(node) ? node.propertyName : undefined;
    if (other !== undefined && ts.isIdentifier(other)) names.add(other.text);
  });
  return names;
}

/** Generated code writes to its own variables only. */
function isAssignmentOutside(node: ts.Node): boolean {
  if (ts.isDeleteExpression(node)) return true;
  if (!ts.isBinaryExpression(node) || !isAssignment(node.operatorToken.kind)) return false;
  const { left } = node;
  const isMember = ts.isElementAccessExpression(left) || ts.isPropertyAccessExpression(left);
  const target = isMember ? left.expression : left;
  const isOwn = ts.isIdentifier(target) && !GLOBALS.has(target.text);
  return !isOwn || functionAround(node) === undefined;
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}
