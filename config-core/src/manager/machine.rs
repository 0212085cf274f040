//! Which generation serves: the swap and the rollback as a machine over numbers alone, small enough to try every way
//! through it.

/// What serves, what has proven itself, and what is being watched.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Machine {
    /// What readers see.
    current: u64,
    /// The last one that has proven itself: where a failed bake leads back to.
    proven: u64,
    /// The one that is being watched; always the current one.
    baking: Option<u64>,
    /// The number of the next one.
    next: u64,
    /// What served before, oldest first, for going back by hand.
    trail: Vec<u64>,
}

/// What a verdict of a bake leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The watched one has proven itself.
    Proven,
    /// It did harm; this one serves again.
    Restore(u64),
    /// Something else serves already; the verdict changes nothing.
    Late,
}

impl Machine {
    /// The first load, which has nothing before it, counts as proven.
    pub(crate) fn new(first: u64) -> Self {
        Self { current: first, proven: first, baking: None, next: first + 1, trail: Vec::new() }
    }

    pub(crate) fn current(&self) -> u64 {
        self.current
    }

    pub(crate) fn baking(&self) -> Option<u64> {
        self.baking
    }

    /// The number that the next commit will give.
    pub(crate) fn next(&self) -> u64 {
        self.next
    }

    /// A valid candidate takes over. While another one is being watched, the way back still leads to what has proven
    /// itself.
    pub(crate) fn commit(&mut self, bake: bool) -> u64 {
        let number = self.next;
        self.next += 1;
        // What is still being watched has not earned a place to go back to.
        if self.baking.is_none() {
            self.trail.push(self.current);
        }
        self.current = number;
        if bake {
            self.baking = Some(number);
        } else {
            self.baking = None;
            self.proven = number;
        }
        number
    }

    /// The bake of `number` is over.
    pub(crate) fn verdict(&mut self, number: u64, healthy: bool) -> Verdict {
        if self.baking != Some(number) {
            return Verdict::Late;
        }
        self.baking = None;
        if healthy {
            self.proven = number;
            return Verdict::Proven;
        }
        self.current = self.proven;
        if let Some(place) = self.trail.iter().position(|known| *known == self.proven) {
            self.trail.truncate(place);
        }
        Verdict::Restore(self.proven)
    }

    /// The bake of `number` was broken off: the value serves on, but nothing leads back to it.
    pub(crate) fn abandon(&mut self, number: u64) {
        if self.baking == Some(number) {
            self.baking = None;
        }
    }

    /// Where going back by hand leads to.
    pub(crate) fn previous(&self) -> Option<u64> {
        self.trail.last().copied()
    }

    /// Goes back by hand to one that was valid when it was committed. What came after it is left out of the trail.
    pub(crate) fn restore(&mut self, number: u64) {
        match self.trail.iter().position(|known| *known == number) {
            Some(place) => self.trail.truncate(place),
            None if self.baking.is_none() && self.current != number => self.trail.push(self.current),
            None => {}
        }
        self.current = number;
        self.proven = number;
        self.baking = None;
    }

    /// Forgets numbers that the history has dropped.
    pub(crate) fn forget(&mut self, kept: impl Fn(u64) -> bool) {
        self.trail.retain(|number| kept(*number));
    }

    /// The numbers that must stay reachable.
    pub(crate) fn pinned(&self) -> [u64; 2] {
        [self.current, self.proven]
    }
}
