//! Characters of a class, once or many times, over a text.

use super::super::class::{self, Class};
use super::super::places::Places;
use super::{Times, Walk};

impl Walk<'_> {
    /// One character of a class from each place.
    pub(super) const fn step(&self, from: Places, class: Class) -> Places {
        let mut reached = Places::NONE;
        let mut start = 0;
        while let Some(place) = from.next(start) {
            if place >= self.text.len() {
                break;
            }
            let byte = self.text[place];
            if byte < 128 {
                if class.ascii >> byte & 1 == 1 {
                    reached.insert(place + 1);
                }
            } else {
                let (character, width) = class::character(self.text, place);
                if class.has(self.pattern, character) {
                    reached.insert(place + width);
                }
            }
            start = place + 1;
        }
        reached
    }

    /// So many characters of a class from each place, in one pass over the text.
    pub(super) const fn run(&self, from: Places, class: Class, times: Times) -> Places {
        let mut next = from.next(0);
        if let Some(start) = next
            && from.next(start + 1).is_none()
            && times.least <= times.most
            && let Some(reached) = self.run_from(start, class, times)
        {
            return reached;
        }
        let mut reached = Places::NONE;
        while let Some(start) = next {
            // Most places of a set lead nowhere.
            if times.least > 0
                && (start >= self.text.len()
                    || (self.text[start] < 128 && class.ascii >> self.text[start] & 1 == 0))
            {
                next = from.next(start + 1);
                continue;
            }
            // The place, the one `least` characters behind it, and the nearest start up to there: by their bytes, and counted
            // in characters.
            let (mut place, mut behind, mut count, mut nearest) = (start, start, 0, 0);
            next = loop {
                if count >= times.least {
                    if from.contains(behind) {
                        nearest = count - times.least;
                    }
                    if count - nearest <= times.most || count - nearest == times.least {
                        reached.insert(place);
                    }
                    if count - nearest >= times.most {
                        match from.next(behind + 1) {
                            Some(later) if later <= place => {}
                            later => break later,
                        }
                    }
                }
                if place >= self.text.len() {
                    break None;
                }
                let (character, width) = class::character(self.text, place);
                if !class.has(self.pattern, character) {
                    break from.next(place + 1);
                }
                place += width;
                count += 1;
                if count > times.least {
                    behind += class::character(self.text, behind).1;
                }
            };
        }
        reached
    }

    /// As [`Walk::run`], from one place; nothing when a character beyond ASCII is met. This is what patterns mostly do, and
    /// what a constant pays for each character is held small.
    const fn run_from(&self, start: usize, class: Class, times: Times) -> Option<Places> {
        let end = match times.most < self.text.len() - start {
            true => start + times.most,
            false => self.text.len(),
        };
        let mut place = start;
        while place < end {
            let byte = self.text[place];
            if byte >= 128 {
                return None;
            }
            if class.ascii >> byte & 1 == 0 {
                break;
            }
            place += 1;
        }
        Some(match times.least <= place - start {
            true => Places::between(start + times.least, place),
            false => Places::NONE,
        })
    }
}
