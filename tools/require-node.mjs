// Loaded before every script: TypeScript runs directly and SQLite is built in only from Node 24 on, and an older
// Node would fail with a syntax error that explains nothing. Plain JavaScript, so that any Node can read it.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 24 || (major === 24 && minor < 2)) {
  console.error(
    `PixelFlow's scripts need Node 24.2 or newer; this is ${process.version} (${process.execPath}).\n` +
      "Run them through npm (`npm start`, `npm test`, …): `npm ci` installs Node 24 into node_modules and npm uses it.\n" +
      "If you did, the install step of the `node` package was skipped: run `npm ci --allow-scripts=node`, or install Node 24.",
  );
  process.exit(1);
}
