//! "Did you mean", in constants: the nearest field or variant.

use super::checker::Checker;
use super::names::without_wrappers;
use crate::schema::{Content, Field, Kind, Variant};

/// Longest name that is compared.
const LONGEST: usize = 40;

/// The nearest name so far.
struct Nearest<'n> {
    wrong: [u8; LONGEST],
    length: usize,
    limit: usize,
    best: Option<(usize, &'n str)>,
    comparisons: u32,
}

impl Checker<'_> {
    /// Appends the nearest name of a field, or the list of all names when none is near.
    pub(super) const fn suggest_field(&mut self, wrong: &str, fields: &'static [Field]) {
        let mut nearest = Nearest::new(wrong, self.comparisons);
        nearest.fields(fields);
        self.comparisons = nearest.comparisons;
        match nearest.best {
            Some((_, name)) => self.did_you_mean(name),
            None => {
                self.say("; this section knows ");
                self.list_fields(fields);
            }
        }
    }

    /// Appends the nearest name of a variant, or the list of all names when none is near.
    pub(super) const fn suggest_variant(&mut self, wrong: &str, variants: &'static [Variant]) {
        let mut nearest = Nearest::new(wrong, self.comparisons);
        let mut index = 0;
        while index < variants.len() {
            nearest.compare(variants[index].name);
            index += 1;
        }
        self.comparisons = nearest.comparisons;
        if let Some((_, name)) = nearest.best {
            self.did_you_mean(name);
        }
    }

    const fn did_you_mean(&mut self, name: &str) {
        self.say("; did you mean ");
        self.say(name);
        self.say("?");
    }

    const fn list_fields(&mut self, fields: &[Field]) {
        const MOST: usize = 12;
        let mut index = 0;
        while index < fields.len() && index < MOST {
            if index > 0 {
                self.say(", ");
            }
            self.say(fields[index].name);
            index += 1;
        }
        self.say(if fields.is_empty() {
            "no keys"
        } else if fields.len() > MOST {
            ", …"
        } else {
            ""
        });
    }
}

impl<'n> Nearest<'n> {
    const fn new(wrong: &str, comparisons: u32) -> Self {
        let length = if wrong.len() > LONGEST { 0 } else { wrong.len() };
        let limit = match length {
            0..=2 => 1,
            3..=5 => 2,
            length => length / 3,
        };
        Self { wrong: normal(wrong), length, limit, best: None, comparisons }
    }

    /// Compares with all fields of a section, those of flattened sections included.
    const fn fields(&mut self, fields: &'n [Field]) {
        let mut index = 0;
        while index < fields.len() {
            let field = &fields[index];
            index += 1;
            if !field.flatten {
                self.compare(field.name);
                let mut alias = 0;
                while alias < field.aliases.len() {
                    self.compare(field.aliases[alias]);
                    alias += 1;
                }
                continue;
            }
            let Kind::Section(schema) = without_wrappers(&field.kind) else { continue };
            self.fields(schema.fields());
            let variants = schema.variants();
            let mut variant = 0;
            while variant < variants.len() {
                if let Content::Newtype(fields) | Content::Struct(fields) = variants[variant].content {
                    self.fields(fields);
                }
                variant += 1;
            }
        }
    }

    const fn compare(&mut self, name: &'n str) {
        let difference = name.len().abs_diff(self.length);
        let best = match self.best {
            Some((best, _)) => best,
            None => self.limit + 1,
        };
        if self.length == 0
            || name.len() > LONGEST
            || difference > self.limit
            || difference >= best
            || self.comparisons == 0
        {
            return;
        }
        self.comparisons -= 1;
        let distance = distance(&self.wrong, self.length, &normal(name), name.len());
        if distance <= self.limit && distance < best && distance < name.len() {
            self.best = Some((distance, name));
        }
    }
}

/// Lower case, with `_` for `-`: neither counts as a difference.
const fn normal(name: &str) -> [u8; LONGEST] {
    let mut normal = [0; LONGEST];
    let bytes = name.as_bytes();
    let mut index = 0;
    while index < bytes.len() && index < LONGEST {
        let byte = bytes[index];
        normal[index] = if byte == b'-' {
            b'_'
        } else if byte >= b'A' && byte <= b'Z' {
            byte + 32
        } else {
            byte
        };
        index += 1;
    }
    normal
}

/// Edit distance in which swapping two neighbours is one step.
const fn distance(
    left: &[u8; LONGEST],
    left_length: usize,
    right: &[u8; LONGEST],
    right_length: usize,
) -> usize {
    let mut before_last = [0; LONGEST + 1];
    let mut last = [0; LONGEST + 1];
    let mut column = 0;
    while column <= right_length {
        last[column] = column;
        column += 1;
    }
    let mut row = 0;
    while row < left_length {
        let mut current = [0; LONGEST + 1];
        current[0] = row + 1;
        column = 0;
        while column < right_length {
            let mut best = last[column] + if left[row] == right[column] { 0 } else { 1 };
            if last[column + 1] + 1 < best {
                best = last[column + 1] + 1;
            }
            if current[column] + 1 < best {
                best = current[column] + 1;
            }
            if row > 0
                && column > 0
                && left[row] == right[column - 1]
                && left[row - 1] == right[column]
                && before_last[column - 1] + 1 < best
            {
                best = before_last[column - 1] + 1;
            }
            current[column + 1] = best;
            column += 1;
        }
        before_last = last;
        last = current;
        row += 1;
    }
    last[right_length]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let near = |wrong: &str| {
            let mut nearest = Nearest::new(wrong, 100);
            for name in ["max_tokens", "max_model_len", "port"] {
                nearest.compare(name);
            }
            nearest.best.map(|(_, name)| name)
        };
        assert_eq!(near("max_tokns"), Some("max_tokens"));
        assert_eq!(near("MAX-TOKENS"), Some("max_tokens"));
        assert_eq!(near("prot"), Some("port"));
        assert_eq!(near("database"), None);
        assert_eq!(near(""), None);
    }
}
