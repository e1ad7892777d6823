/** Meta's names of events; the word between two points tells the event in an action's class. */
const MARKED =
  "PageView,Add.Payment.Info,AddTo.Cart,AddTo.Wishlist,Complete.Registration,.Contact,.Customize.Product,.Donate,Find.Location,Initiate.Checkout,.Lead,.Purchase,.Schedule,.Search,Start.Trial,Submit.Application,.Subscribe,.View.Content".split(
    ",",
  );

/** The events that Meta knows, by name; it wants all others called custom. `word` is absent where no action means it. */
export const STANDARD_EVENTS: readonly { name: string; word?: string | undefined }[] = MARKED.map((marked) => ({
  name: marked.replace(/\./g, ""),
  word: marked.split(".")[1],
}));
