/** Every diagnostic code and what it is about; codes are declared here only, and never renumbered. */
export const CODES = [
  // 1xxx: the text as YAML
  "CG1001", // not valid YAML
  "CG1002", // a key is given twice
  "CG1003", // YAML anchor or alias
  "CG1004", // YAML tag
  "CG1005", // the schema is too large
  "CG1006", // nested too deep
  "CG1007", // flow style breaks a type expression
  "CG1008", // indented with a tab
  "CG1009", // more than one document, or a directive
  "CG1010", // starts with a reserved character
  "CG1011", // a key is not plain text

  // 2xxx: structure
  "CG2001", // wrong kind of node
  "CG2002", // unknown key
  "CG2003", // a required key is missing
  "CG2004", // unknown schema version
  "CG2005", // malformed type expression
  "CG2007", // misplaced brand
  "CG2008", // a constraint does not fit its type
  "CG2009", // a constraint cannot hold
  "CG2010", // a default does not fit its argument
  "CG2011", // empty where something is needed
  "CG2012", // a required argument follows an optional one
  "CG2013", // the varying argument is in doubt
  "CG2014", // key does not go with multiOf
  "CG2015", // text that cannot be written to generated code

  // 3xxx: names and types
  "CG3001", // not a valid name
  "CG3002", // reserved word
  "CG3003", // name hides a built-in
  "CG3004", // name is taken by a generated file or export
  "CG3005", // two names collide
  "CG3006", // unknown type
  "CG3007", // unknown backend
  "CG3008", // unknown function
  "CG3009", // a type contains itself
  "CG3010", // type compares by identity
  "CG3011", // not a valid namespace
  "CG3012", // unknown kind of backend
  "CG3013", // kind of backend not supported yet
  "CG3014", // unknown argument
  "CG3015", // output is not a relative path
  "CG3016", // types refer to each other too deep
  "CG3017", // not an export of a file or package
  "CG3018", // the way from the output to a file cannot be known
  "CG3019", // a type that has no key is used in an argument
  "CG3020", // a named file is not there
  "CG3021", // a member of a union is no object
  "CG3022", // nothing tells the members of a union apart
  "CG3023", // JavaScript would be read as CommonJS

  // 4xxx: options and policy
  "CG4001", // unknown option
  "CG4003", // option in the wrong place
  "CG4004", // option value out of range
  "CG4005", // policy cannot work
  "CG4006", // functions that share entries disagree
  "CG4007", // a key template misses something, or has it twice
  "CG4008", // different arguments could have one key
  "CG4009", // two functions could have one key
  "CG4010", // an argument has no form in Python's keys

  // 5xxx: the user's own code, as vet sees it
  "CG5001", // not an export of its module
  "CG5002", // a creator is not a function
  "CG5003", // a creator takes other arguments
  "CG5004", // a creator makes something else
  "CG5005", // a creator's type is not known
  "CG5006", // an imported type cannot be stored
  "CG5007", // a module cannot be loaded
  "CG5008", // the types of the package are not found
  "CG5009", // a function cannot be adopted
  "CG5010", // a function does not fit into the schema

  // 6xxx: what a change means for others, as breaking sees it
  "CG6001", // the keys are others
  "CG6002", // stored values have another form
  "CG6003", // what callers compile against is another

  // 9xxx: command line and output
  "CG9001", // no schema found
  "CG9002", // schema cannot be read
  "CG9003", // schema is not UTF-8
  "CG9004", // output is outside the project
  "CG9005", // output is not a folder
  "CG9006", // output cannot be written
  "CG9007", // an orphaned file was edited by hand
  "CG9008", // generated code is not up to date
  "CG9009", // the output belongs to another schema
  "CG9010", // the working folder is gone
  "CG9011", // wrong usage
  "CG9012", // a bug of cachegen
  "CG9013", // package.json cannot be added to
  "CG9014", // there is nothing to compare with
  "CG9015", // a manifest cannot be compared with
] as const;

/** A code of the list. */
export type DiagnosticCode = (typeof CODES)[number];
