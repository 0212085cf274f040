//! What is measured: a way to load a configuration, under a name.

use std::fmt::Debug;

/// One way to load the configuration of a group.
pub struct Case {
    /// What to call it.
    pub name: &'static str,
    load: Box<dyn Fn() -> Box<dyn Loaded>>,
}

/// A loaded value: kept alive until the clock has stopped, and shown to compare it with the others.
pub trait Loaded {
    /// All of its values.
    fn show(&self) -> String;
}

impl<T: Debug> Loaded for T {
    fn show(&self) -> String {
        format!("{self:?}")
    }
}

impl Case {
    /// A case that loads with `load`.
    pub fn new<T: Debug + 'static>(name: &'static str, load: impl Fn() -> T + 'static) -> Self {
        Self { name, load: Box::new(move || Box::new(load())) }
    }

    /// Loads once.
    pub fn load(&self) -> Box<dyn Loaded> {
        (self.load)()
    }
}

/// Ends the run when two cases of a group load different values.
///
/// # Panics
///
/// When they do.
pub fn assert_equal(cases: &[Case]) {
    let Some((first, rest)) = cases.split_first() else { return };
    let expected = first.load().show();
    for case in rest {
        let found = case.load().show();
        if found != expected {
            let at = expected.bytes().zip(found.bytes()).take_while(|(left, right)| left == right).count();
            let from = at.saturating_sub(60);
            panic!(
                "{} and {} differ:\n{}\n{}",
                first.name,
                case.name,
                expected.get(from..).unwrap_or_default().chars().take(200).collect::<String>(),
                found.get(from..).unwrap_or_default().chars().take(200).collect::<String>()
            );
        }
    }
}
