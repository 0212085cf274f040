//! The fast path: what nearly all configuration files consist of, in one pass over the bytes.
//!
//! Block maps and lists, scalars on one line, brackets on one line, literal blocks of
//! text and comments. As soon as anything else turns up, or anything is wrong, the whole
//! text goes to the full path (`None` here), which alone defines what YAML means: for
//! every text this module either gives up or makes exactly the full path's tree.

mod flow;
mod literal;
mod scalar;
mod survey;

use self::scalar::Token;
use super::document::Document;
use crate::duplicates::Duplicates;
use crate::{Kind, Limits, Span};

/// Keys beyond this length are left to the full path, which knows YAML's limit of 1,024 characters.
const LONGEST_KEY: usize = 1_000;

/// What came of it.
pub(super) enum Outcome {
    Read(Document),
    /// The full path has to read the text.
    LeftOver,
    /// The node here is one too many, so that the full path need not come to the same end ten times slower.
    TooManyNodes(Span),
}

/// Reads a text of exactly one document, or gives up.
pub(super) fn read(source: &str, limits: &Limits) -> Outcome {
    let Some(nodes) = survey::survey(source.as_bytes()) else { return Outcome::LeftOver };
    // Maps that are list items are not counted; a sixteenth more has room for most of them.
    let capacity = (nodes + nodes / 16).min(source.len() / 12).min(limits.nodes) + 16;
    let mut reader = Reader {
        source,
        bytes: source.as_bytes(),
        limits,
        document: Document::with_capacity(capacity),
        frames: Vec::with_capacity(16),
        brackets: Vec::new(),
        pending: None,
        last_end: 0,
        too_many: None,
        duplicates: Duplicates::default(),
    };
    match (reader.document(), reader.too_many) {
        (Some(()), _) => Outcome::Read(reader.document),
        (None, Some(span)) => Outcome::TooManyNodes(span),
        (None, None) => Outcome::LeftOver,
    }
}

/// An open map or list, and the column in which its keys or dashes stand.
struct Frame {
    node: u32,
    column: usize,
    map: bool,
}

struct Reader<'s> {
    source: &'s str,
    bytes: &'s [u8],
    limits: &'s Limits,
    document: Document,
    frames: Vec<Frame>,
    /// Open brackets: node, and whether it is a map.
    brackets: Vec<(u32, bool)>,
    /// The end of a `:` or `-` whose value is on the following lines, or missing.
    pending: Option<u32>,
    /// Where the latest node or indicator ended.
    last_end: u32,
    too_many: Option<Span>,
    duplicates: Duplicates,
}

impl<'s> Reader<'s> {
    fn document(&mut self) -> Option<()> {
        let mut at = self.prologue()?;
        while at < self.source.len() {
            at = self.line(at)?;
        }
        self.finish()
    }

    /// Passes a byte order mark, comments and one `---`.
    fn prologue(&mut self) -> Option<usize> {
        let mut at = if self.source.starts_with('\u{feff}') { 3 } else { 0 };
        loop {
            let rest = &self.bytes[at..];
            if rest.starts_with(b"---") {
                return self.end_of_line(at + 3);
            }
            let content = at + rest.iter().take_while(|byte| **byte == b' ').count();
            match self.bytes.get(content)? {
                b'\n' | b'\r' | b'#' => at = self.end_of_line(content)?,
                _ => return Some(at),
            }
        }
    }

    /// Reads the line that begins at `at`; gives the beginning of the next one.
    fn line(&mut self, start: usize) -> Option<usize> {
        let at = self.skip_spaces(start);
        let Some(&first) = self.bytes.get(at) else { return Some(at) };
        if matches!(first, b'\n' | b'\r' | b'#') {
            return self.end_of_line(at);
        }
        let column = at - start;
        let rest = &self.bytes[at..];
        if column == 0 && (rest.starts_with(b"---") || rest.starts_with(b"...")) {
            return None;
        }
        let dash = self.is_dash(at);
        self.fit(column, dash, at)?;
        self.content(at, column)
    }

    /// Opens and closes maps and lists so that a key, or a dash, in this column has its place.
    fn fit(&mut self, column: usize, dash: bool, at: usize) -> Option<()> {
        if let Some(pending) = self.pending.take() {
            let top = self.frames.last()?;
            if column > top.column || (column == top.column && dash && top.map) {
                return self.open(!dash, column, at);
            }
            self.missing(pending)?;
        } else if self.document.nodes.is_empty() {
            return self.open(!dash, column, at);
        }
        while self.frames.last()?.column > column {
            self.close()?;
        }
        // A list in the column of its key ends where the next key begins.
        let top = self.frames.last()?;
        if !top.map && !dash && top.column == column {
            self.close()?;
        }
        let top = self.frames.last()?;
        (top.column == column && top.map != dash).then_some(())
    }

    /// Reads dashes, then a key with its value or a list item. The map or list they belong to is open.
    fn content(&mut self, mut at: usize, mut column: usize) -> Option<usize> {
        if self.frames.last()?.map {
            let key = self.scalar(at)?;
            let colon = key.colon?;
            self.push_key(key)?;
            return self.value(colon + 1);
        }
        loop {
            let dash = at;
            at = self.skip_spaces(dash + 1);
            if matches!(self.bytes.get(at), None | Some(b'\n' | b'\r' | b'#')) {
                self.announce(dash + 1);
                return self.end_of_line(at);
            }
            column += at - dash;
            if !self.is_dash(at) {
                return self.item(at, column);
            }
            self.open(false, column, at)?;
        }
    }

    /// Reads the item of a list: a scalar, brackets, or the first key of a map in this column.
    fn item(&mut self, at: usize, column: usize) -> Option<usize> {
        match self.bytes[at] {
            b'[' | b'{' => {
                let end = self.flow(at)?;
                self.end_of_line(end)
            }
            b'|' => self.literal(at),
            _ => {
                let token = self.scalar(at)?;
                let Some(colon) = token.colon else {
                    let end = token.after;
                    self.push(token)?;
                    return self.end_of_line(end);
                };
                self.open(true, column, at)?;
                self.push_key(token)?;
                self.value(colon + 1)
            }
        }
    }

    /// Reads what follows the `:` that ends before `from`.
    fn value(&mut self, from: usize) -> Option<usize> {
        let at = self.skip_spaces(from);
        match self.bytes.get(at) {
            None | Some(b'\n' | b'\r' | b'#') => {
                self.announce(from);
                self.end_of_line(at)
            }
            Some(b'[' | b'{') => {
                let end = self.flow(at)?;
                self.end_of_line(end)
            }
            Some(b'|') => self.literal(at),
            Some(_) => {
                let token = self.scalar(at)?;
                if token.colon.is_some() {
                    return None;
                }
                let end = token.after;
                self.push(token)?;
                self.end_of_line(end)
            }
        }
    }

    /// Passes blanks and a comment; gives the beginning of the next line.
    fn end_of_line(&self, from: usize) -> Option<usize> {
        let mut at = self.skip_spaces(from);
        if self.bytes.get(at) == Some(&b'#') {
            // At the beginning of the text there is no blank before it, but a line break.
            if at > 0 && !matches!(self.bytes[at - 1], b' ' | b'\n' | b'\xbf') {
                return None;
            }
            at += self.bytes[at..].iter().position(|byte| *byte == b'\n').unwrap_or(self.bytes.len() - at);
            at -= usize::from(self.bytes[at - 1] == b'\r');
        }
        match self.bytes.get(at) {
            None => Some(at),
            Some(b'\n') => Some(at + 1),
            Some(b'\r') if self.bytes.get(at + 1) == Some(&b'\n') => Some(at + 2),
            _ => None,
        }
    }

    fn skip_spaces(&self, from: usize) -> usize {
        let mut at = from;
        while self.bytes.get(at) == Some(&b' ') {
            at += 1;
        }
        at
    }

    fn is_dash(&self, at: usize) -> bool {
        self.bytes[at] == b'-' && matches!(self.bytes.get(at + 1), None | Some(b' ' | b'\n' | b'\r'))
    }

    /// Notes that a value should follow the `:` or `-` that ends here.
    fn announce(&mut self, end: usize) {
        self.last_end = end as u32;
        self.pending = Some(end as u32);
    }

    fn missing(&mut self, at: u32) -> Option<()> {
        let place = Span::new(at, at);
        let token = Token { span: place, text: place, plain: true, ..Token::default() };
        self.push(Token { kind: Kind::Null, ..token })
    }

    fn push(&mut self, token: Token) -> Option<()> {
        self.add(token.span)?;
        self.last_end = token.span.end;
        let Token { kind, plain, reference, span, text, .. } = token;
        if token.decoded {
            self.document.nodes.push_decoded(kind, plain, reference, span, text);
        } else {
            self.document.nodes.push_written(kind, plain, reference, span, text);
        }
        Some(())
    }

    fn push_key(&mut self, token: Token) -> Option<()> {
        // A merge key needs the full path.
        let merges = token.plain && self.bytes[token.span.start as usize..].starts_with(b"<<");
        if merges { None } else { self.push(token) }
    }

    /// Makes room for one node; gives its index.
    fn add(&mut self, span: Span) -> Option<u32> {
        let nodes = &mut self.document.nodes;
        if nodes.len() >= self.limits.nodes {
            self.too_many = Some(span);
            return None;
        }
        if nodes.is_full() {
            // Doubling would cost more memory than the whole text.
            nodes.reserve_exact(nodes.len() / 4 + 16);
        }
        Some(nodes.len() as u32)
    }

    fn open_node(&mut self, map: bool, at: usize) -> Option<u32> {
        if self.frames.len() + self.brackets.len() >= self.limits.depth {
            return None;
        }
        let span = Span::new(at as u32, at as u32);
        let index = self.add(span)?;
        self.document.nodes.open(if map { Kind::Map } else { Kind::List }, span);
        Some(index)
    }

    fn open(&mut self, map: bool, column: usize, at: usize) -> Option<()> {
        let node = self.open_node(map, at)?;
        self.frames.push(Frame { node, column, map });
        Some(())
    }

    fn close(&mut self) -> Option<()> {
        let frame = self.frames.pop()?;
        self.close_node(frame.node, frame.map)
    }

    fn close_node(&mut self, index: u32, map: bool) -> Option<()> {
        self.document.nodes.close(index as usize, self.last_end);
        if !map {
            return Some(());
        }
        let mut unique = true;
        let Document { nodes, decoded, .. } = &self.document;
        self.duplicates.find(self.source, decoded, nodes, index as usize, |_, _, _| unique = false);
        unique.then_some(())
    }

    fn finish(&mut self) -> Option<()> {
        if let Some(pending) = self.pending.take() {
            self.missing(pending)?;
        }
        // Whether a text without a node is a null or nothing at all is for the full path to say.
        if self.document.nodes.is_empty() {
            return None;
        }
        while !self.frames.is_empty() {
            self.close()?;
        }
        Some(())
    }
}
