//! What may be added to which table, and where: TOML's rules of definition.

use crate::error::shortened;
use crate::tables::{LIMBO, ROOT, Shape, Tables, Text};
use crate::{Kind, SyntaxError};

impl Tables<'_> {
    /// The table that `[path]` or `[[path]]` opens.
    pub(super) fn header(&mut self, path: &[Text], tables: bool) -> Result<u32, SyntaxError> {
        let Some((key, parents)) = path.split_last() else {
            return Ok(ROOT);
        };
        let mut table = ROOT;
        for parent in parents {
            table = self.descend(table, *parent, false)?;
        }
        let place = Text::place(key.span);
        if table == LIMBO {
            return Ok(self.append(LIMBO, None, Kind::Map, Shape::Explicit, place));
        }
        match self.child(table, *key) {
            None if tables => {
                let list = self.append(table, Some(*key), Kind::List, Shape::Tables, place);
                Ok(self.append(list, None, Kind::Map, Shape::Explicit, place))
            }
            None => Ok(self.append(table, Some(*key), Kind::Map, Shape::Explicit, place)),
            Some(found) => {
                let item = self.item_mut(found);
                match item.shape {
                    Shape::Tables if tables => {
                        Ok(self.append(found, None, Kind::Map, Shape::Explicit, place))
                    }
                    Shape::Implicit if !tables => {
                        item.shape = Shape::Explicit;
                        item.value.span = key.span;
                        Ok(found)
                    }
                    _ => {
                        self.reported.push(found);
                        Err(self.taken(*key, found))
                    }
                }
            }
        }
    }

    /// The table that gets the last key of the dotted key `path`, seen from `table`; limbo when its way leads
    /// through a value that was reported before.
    pub(super) fn parent_of(&mut self, table: u32, path: &[Text]) -> Result<u32, SyntaxError> {
        let Some((key, parents)) = path.split_last() else {
            return Ok(table);
        };
        let mut table = table;
        for parent in parents {
            table = self.descend(table, *parent, true)?;
        }
        match self.child(table, *key) {
            _ if table == LIMBO => Ok(LIMBO),
            None => Ok(table),
            Some(found) => Err(self.taken(*key, found)),
        }
    }

    fn descend(&mut self, table: u32, key: Text, dotted: bool) -> Result<u32, SyntaxError> {
        if table == LIMBO {
            return Ok(LIMBO);
        }
        let Some(found) = self.child(table, key) else {
            let shape = if dotted { Shape::Dotted } else { Shape::Implicit };
            return Ok(self.append(table, Some(key), Kind::Map, shape, Text::place(key.span)));
        };
        match self.item(found).shape {
            Shape::Dotted => Ok(found),
            Shape::Implicit => {
                if dotted {
                    self.item_mut(found).shape = Shape::Dotted;
                }
                Ok(found)
            }
            Shape::Explicit if !dotted => Ok(found),
            Shape::Tables if !dotted => Ok(self.last(found)),
            Shape::Explicit | Shape::Tables => Err(self.taken(key, found).help(
                "a dotted key cannot add to a table that has a header; write the key below that header",
            )),
            Shape::Scalar | Shape::List | Shape::Inline if self.reported.contains(&found) => Ok(LIMBO),
            Shape::Scalar | Shape::List | Shape::Inline => {
                self.reported.push(found);
                let name = shortened(self.name(key));
                let message = format!("`{name}` has a value already, which takes no further keys");
                let first = self.item(found).key.span;
                Err(SyntaxError::syntax(message, key.span).related(first, "set here"))
            }
        }
    }

    fn taken(&self, key: Text, found: u32) -> SyntaxError {
        let item = self.item(found);
        // A table's own header says more than the header that first mentioned it.
        let first = if item.shape == Shape::Explicit { item.value.span } else { item.key.span };
        SyntaxError::duplicate_key(self.name(key), first, key.span)
    }
}
