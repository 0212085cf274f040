//! What the parts of a template mean together.

use super::lex::Token;

/// What is open.
#[derive(Clone, Copy, PartialEq)]
enum Block {
    /// Or `with`, which may have an `else` as well.
    If,
    Range,
    /// Its `else` was there.
    Ended,
    /// Or `block`.
    Define,
}

struct Parser<'p> {
    tokens: &'p [Token],
    is_known: &'p dyn Fn(&str) -> bool,
    variables: Vec<String>,
    /// What is open, whether it is within a range, and how many variables there were before.
    blocks: Vec<(Block, bool, usize)>,
}

/// Whether the parts are a template, with functions that are known and variables that it begins with.
pub(super) fn check(
    tokens: &[Token],
    is_known: &dyn Fn(&str) -> bool,
    variables: &[&str],
) -> Result<(), String> {
    let variables = variables.iter().map(|name| (*name).to_owned()).collect();
    let mut parser = Parser { tokens, is_known, variables, blocks: Vec::new() };
    while !parser.tokens.is_empty() {
        parser.tokens = &parser.tokens[1..];
        parser.action()?;
    }
    match parser.blocks.is_empty() {
        true => Ok(()),
        false => Err("an if, range, with or define has no end".to_owned()),
    }
}

impl Parser<'_> {
    fn spaces(&mut self) {
        while let [Token::Space, rest @ ..] = self.tokens {
            self.tokens = rest;
        }
    }

    fn in_range(&self) -> bool {
        self.blocks.last().is_some_and(|(_, in_range, _)| *in_range)
    }

    fn open(&mut self, block: Block) {
        let in_range = block != Block::Define && (block == Block::Range || self.in_range());
        self.blocks.push((block, in_range, self.variables.len()));
    }

    fn close(&mut self) -> Result<(), String> {
        self.spaces();
        match self.tokens {
            [Token::Close, rest @ ..] => {
                self.tokens = rest;
                Ok(())
            }
            _ => Err("something stands behind the end of an action".to_owned()),
        }
    }

    /// Everything between `{{` and `}}`, and the latter.
    fn action(&mut self) -> Result<(), String> {
        self.spaces();
        let word = match self.tokens {
            [Token::Word(word), ..] => word.as_str(),
            _ => "",
        };
        let rest = self.tokens.get(1..).unwrap_or_default();
        match word {
            "if" | "with" | "range" => {
                self.tokens = rest;
                self.open(if word == "range" { Block::Range } else { Block::If });
                self.pipeline(word == "range")?;
                self.close()
            }
            "else" => {
                self.tokens = rest;
                let Some(&(block @ (Block::If | Block::Range), in_range, count)) = self.blocks.last() else {
                    return Err("an else belongs to nothing".to_owned());
                };
                self.spaces();
                if let [Token::Word(word), after @ ..] = self.tokens
                    && matches!(word.as_str(), "if" | "with")
                    && block == Block::If
                {
                    self.tokens = after;
                    self.variables.truncate(count);
                    self.pipeline(false)?;
                } else {
                    self.blocks.pop();
                    self.blocks.push((Block::Ended, in_range, count));
                    self.variables.truncate(count);
                }
                self.close()
            }
            "end" => {
                self.tokens = rest;
                let (_, _, count) = self.blocks.pop().ok_or("an end ends nothing")?;
                self.variables.truncate(count);
                self.close()
            }
            "define" | "block" | "template" => {
                self.tokens = rest;
                self.spaces();
                let [Token::Text, after @ ..] = self.tokens else {
                    return Err(format!("{word} needs a name in quotes"));
                };
                self.tokens = after;
                self.spaces();
                if word == "define" && !self.blocks.is_empty() {
                    return Err("define stands within something else".to_owned());
                }
                if word == "block" || (word == "template" && !matches!(self.tokens, [Token::Close, ..])) {
                    self.pipeline(false)?;
                }
                if word != "template" {
                    self.open(Block::Define);
                }
                self.close()
            }
            "break" | "continue" => {
                self.tokens = rest;
                if !self.in_range() {
                    return Err("break and continue belong into range".to_owned());
                }
                self.close()
            }
            _ => {
                self.pipeline(false)?;
                self.close()
            }
        }
    }

    /// Variables that get a value, perhaps, and commands with `|` between them.
    fn pipeline(&mut self, is_range: bool) -> Result<(), String> {
        self.spaces();
        let declared = self.declarations(is_range)?;
        let mut stage = 0;
        loop {
            self.spaces();
            if stage > 0 && !self.may_be_called() {
                return Err("after | comes a value that is no function".to_owned());
            }
            self.command()?;
            stage += 1;
            match self.tokens {
                [Token::Pipe, rest @ ..] => self.tokens = rest,
                _ => break,
            }
        }
        self.variables.extend(declared);
        Ok(())
    }

    /// Names that become known behind the pipeline.
    fn declarations(&mut self, is_range: bool) -> Result<Vec<String>, String> {
        let parts: Vec<(usize, &Token)> =
            self.tokens.iter().enumerate().filter(|(_, token)| **token != Token::Space).take(4).collect();
        let (names, last) = match parts.as_slice() {
            [(_, Token::Variable(name)), (at, sign @ (Token::Declare | Token::Assign)), ..] => {
                (vec![name], (*at, *sign))
            }
            [
                (_, Token::Variable(first)),
                (_, Token::Comma),
                (_, Token::Variable(second)),
                (at, sign @ (Token::Declare | Token::Assign)),
            ] if is_range => (vec![first, second], (*at, *sign)),
            _ => return Ok(Vec::new()),
        };
        let names: Vec<String> = names.into_iter().cloned().collect();
        self.tokens = &self.tokens[last.0 + 1..];
        if *last.1 == Token::Declare {
            return Ok(names);
        }
        names.iter().try_for_each(|name| self.variable(name))?;
        Ok(Vec::new())
    }

    fn variable(&self, name: &str) -> Result<(), String> {
        match self.variables.iter().any(|known| known == name) {
            true => Ok(()),
            false => Err(format!("the variable {name} is not defined")),
        }
    }

    /// Whether what comes next can be called with a value.
    fn may_be_called(&self) -> bool {
        match self.tokens {
            [Token::Word(word), ..] => word != "nil",
            [Token::Constant | Token::Text | Token::Dot, ..] => false,
            _ => true,
        }
    }

    /// A value, or a function with its values.
    fn command(&mut self) -> Result<(), String> {
        let mut values = 0;
        loop {
            self.spaces();
            match self.tokens {
                [] | [Token::Close | Token::Pipe | Token::Right, ..] if values == 0 => {
                    return Err("a value is missing".to_owned());
                }
                [] | [Token::Close | Token::Pipe | Token::Right, ..] => return Ok(()),
                _ => self.operand()?,
            }
            values += 1;
            if !matches!(self.tokens, [] | [Token::Space | Token::Close | Token::Pipe | Token::Right, ..]) {
                return Err("a space is missing between two values".to_owned());
            }
        }
    }

    fn operand(&mut self) -> Result<(), String> {
        let Some((token, rest)) = self.tokens.split_first() else { return Ok(()) };
        self.tokens = rest;
        let has_fields = match token {
            Token::Word(word) if word == "nil" => false,
            Token::Word(word) if (self.is_known)(word) => true,
            Token::Word(word) => return Err(format!("function {word} is not defined")),
            Token::Variable(name) => {
                self.variable(name)?;
                true
            }
            Token::Field => true,
            Token::Dot | Token::Text | Token::Constant => false,
            Token::Left => {
                self.pipeline(false)?;
                self.spaces();
                match self.tokens {
                    [Token::Right, rest @ ..] => self.tokens = rest,
                    _ => return Err("a bracket is not closed".to_owned()),
                }
                true
            }
            _ => return Err("a value is missing".to_owned()),
        };
        while let [Token::Field, rest @ ..] = self.tokens {
            if !has_fields {
                return Err("a value with fields is missing before a point".to_owned());
            }
            self.tokens = rest;
        }
        Ok(())
    }
}
