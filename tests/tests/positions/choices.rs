//! Decisions out of a list of numbers, so that proptest can shrink a configuration by shrinking the list.

/// A source of decisions. When the list is used up every answer is the first one, which always means "no more".
pub(crate) struct Choices<'c> {
    numbers: &'c [u16],
    next: usize,
}

impl<'c> Choices<'c> {
    pub(crate) fn new(numbers: &'c [u16]) -> Self {
        Self { numbers, next: 0 }
    }

    /// A number below `count`.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        let number = self.numbers.get(self.next).copied().unwrap_or_default();
        self.next += 1;
        usize::from(number) % count.max(1)
    }

    /// True in so many of a hundred cases; false when the list is used up.
    pub(crate) fn percent(&mut self, share: usize) -> bool {
        self.below(100) >= 100 - share
    }

    /// One of several.
    pub(crate) fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}
