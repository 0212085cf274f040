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

#[cfg(test)]
mod tests {
    use std::collections::{BTreeSet, HashSet};

    use super::*;

    /// What can happen to a machine, in any order.
    #[derive(Clone, Copy, Debug)]
    enum Event {
        Commit { bake: bool },
        Verdict { number: u64, healthy: bool },
        Abandon(u64),
        Restore(u64),
        Forget(u64),
    }

    /// The machine, and what must be true of it by what has happened so far.
    #[derive(Clone, PartialEq, Eq, Hash)]
    struct World {
        machine: Machine,
        committed: BTreeSet<u64>,
        /// Those that a verdict in time has found harmful, and nobody has brought back by hand.
        harmful: BTreeSet<u64>,
        /// Those that were taken without a bake, passed one, or were brought back by hand.
        earned: BTreeSet<u64>,
    }

    impl World {
        fn new() -> Self {
            let first = BTreeSet::from([1]);
            Self {
                machine: Machine::new(1),
                committed: first.clone(),
                harmful: BTreeSet::new(),
                earned: first,
            }
        }

        fn events(&self) -> Vec<Event> {
            let mut events = vec![Event::Commit { bake: true }, Event::Commit { bake: false }];
            for number in self.committed.iter().copied() {
                events.extend([true, false].map(|healthy| Event::Verdict { number, healthy }));
                events.extend([Event::Abandon(number), Event::Restore(number)]);
                if !self.machine.pinned().contains(&number) {
                    events.push(Event::Forget(number));
                }
            }
            events
        }

        fn happen(&mut self, event: Event) {
            let before = self.machine.clone();
            match event {
                Event::Commit { bake } => {
                    let number = self.machine.commit(bake);
                    assert_eq!(number, before.next(), "the number that was announced");
                    assert!(self.committed.insert(number), "a number is given once");
                    assert_eq!(self.machine.current(), number);
                    if !bake {
                        self.earned.insert(number);
                    }
                }
                Event::Verdict { number, healthy } => match self.machine.verdict(number, healthy) {
                    Verdict::Late => {
                        assert_ne!(before.baking(), Some(number));
                        assert_eq!(self.machine, before, "what comes too late changes nothing");
                    }
                    Verdict::Proven => {
                        assert!(healthy && before.baking() == Some(number));
                        assert_eq!(self.machine.current(), number);
                        self.earned.insert(number);
                    }
                    Verdict::Restore(target) => {
                        assert!(!healthy && before.baking() == Some(number));
                        assert_eq!(self.machine.current(), target);
                        self.harmful.insert(number);
                    }
                },
                Event::Abandon(number) => {
                    self.machine.abandon(number);
                    assert_eq!(self.machine.current(), before.current());
                }
                Event::Restore(number) => {
                    self.machine.restore(number);
                    assert_eq!(self.machine.current(), number);
                    self.harmful.remove(&number);
                    self.earned.insert(number);
                }
                Event::Forget(number) => {
                    self.machine.forget(|known| known != number);
                    self.committed.remove(&number);
                    assert_eq!(self.machine.current(), before.current());
                }
            }
            self.hold();
        }

        /// What must hold whatever has happened.
        fn hold(&self) {
            let machine = &self.machine;
            assert!(self.committed.contains(&machine.current()), "only what was committed serves");
            assert!(self.committed.contains(&machine.proven), "only what was committed is gone back to");
            assert!(!self.harmful.contains(&machine.current()), "what did harm does not serve");
            assert!(!self.harmful.contains(&machine.proven), "what did harm is not gone back to");
            assert!(
                self.earned.contains(&machine.proven),
                "only what has proven itself is gone back to by itself"
            );
            assert!(
                machine.baking.is_none_or(|baking| baking == machine.current()),
                "what serves is watched"
            );
            assert!(self.committed.iter().all(|number| *number < machine.next), "numbers only grow");
            let trail: HashSet<u64> = machine.trail.iter().copied().collect();
            assert!(
                trail.iter().all(|number| self.committed.contains(number)),
                "the trail holds what is kept"
            );
            assert!(trail.is_disjoint(&self.harmful.iter().copied().collect()), "the trail leads to no harm");
            assert_ne!(machine.previous(), Some(machine.current()), "going back leads elsewhere");
        }
    }

    #[test]
    fn every_way_through_seven_events_keeps_what_must_hold() {
        let mut reached: HashSet<World> = HashSet::from([World::new()]);
        let mut newest = vec![World::new()];
        let mut steps = 0;
        for _ in 0..7 {
            let mut next = Vec::new();
            for world in &newest {
                for event in world.events() {
                    let mut after = world.clone();
                    after.happen(event);
                    steps += 1;
                    if reached.insert(after.clone()) {
                        next.push(after);
                    }
                }
            }
            newest = next;
        }
        println!("{} states, {steps} steps", reached.len());
        assert!(reached.len() > 10_000);
    }
}
