//! The manager itself along every way through a few steps, beside a model that is plain to see through.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use config_core::Loader;
use config_core::figment::value::{Dict, Map, Value};
use config_core::figment::{Error, Metadata, Profile, Provider};
use config_core::manager::{
    Bake, Change, ConfigurationManager, InfrastructureService as _, Outcome, Snapshot, Subscriber,
};

use crate::common::Service;

/// What the source holds: the left share, and whether the right one fits it.
#[derive(Clone)]
struct Source(Arc<AtomicU32>);

impl Provider for Source {
    fn metadata(&self) -> Metadata {
        Metadata::named("the model")
    }

    fn data(&self) -> Result<Map<Profile, Dict>, Error> {
        let number = self.0.load(Ordering::Relaxed);
        let (left, fits) = (number / 2, number.is_multiple_of(2));
        let right = if fits { 100 - left } else { 101 - left };
        let values = [("left", left), ("right", right)];
        Ok(Profile::Default.collect(values.map(|(name, value)| (name.to_owned(), Value::from(value))).into()))
    }
}

/// One step.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    Good,
    Invalid,
    Refused,
    Harmful,
    Same,
    Back,
    BackToFirst,
}

const STEPS: [Step; 7] =
    [Step::Good, Step::Invalid, Step::Refused, Step::Harmful, Step::Same, Step::Back, Step::BackToFirst];

/// Values that the subscriber refuses and the probe finds harmful, by their remainder.
const REFUSED: u32 = 1;
const HARMFUL: u32 = 2;

struct Gate;

impl Subscriber<Service> for Gate {
    fn prepare(&self, change: &Change<Service>) -> Result<(), String> {
        if change.new().left % 10 == REFUSED { Err("refused".to_owned()) } else { Ok(()) }
    }
}

fn walk(steps: &[Step]) {
    let source = Source(Arc::new(AtomicU32::new(0)));
    let bake =
        Bake::new(Duration::ZERO).probe("harm", |snapshot: &Snapshot<Service>| snapshot.left % 10 != HARMFUL);
    let loader = Loader::new().provider(source.clone()).overrides(["limits.tokens=1000"]);
    let manager =
        ConfigurationManager::<Service>::builder(loader).bake(bake).subscriber(Gate).build().unwrap();
    // What serves, and what served before it.
    let (mut current, mut trail): ((u32, u64), Vec<(u32, u64)>) = ((0, 1), Vec::new());
    let mut next = 2;
    for (place, step) in steps.iter().enumerate() {
        let fresh = 10 * (place as u32 + 1);
        let put = |left: u32, fits: bool| source.0.store(left * 2 + u32::from(!fits), Ordering::Relaxed);
        match step {
            Step::Good => {
                put(fresh, true);
                assert!(matches!(manager.reload(), Ok(Outcome::Applied { .. })), "{steps:?}");
                trail.push(current);
                current = (fresh, next);
                next += 1;
            }
            Step::Invalid => {
                put(fresh, false);
                manager.reload().unwrap_err();
            }
            Step::Refused => {
                put(fresh + REFUSED, true);
                manager.reload().unwrap_err();
            }
            Step::Harmful => {
                put(fresh + HARMFUL, true);
                assert!(matches!(manager.reload(), Ok(Outcome::RolledBack { .. })), "{steps:?}");
                next += 1;
                manager.reload().expect_err("harm is not done twice");
            }
            Step::Same => {
                put(current.0, true);
                assert!(matches!(manager.reload(), Ok(Outcome::Unchanged { .. })), "{steps:?}");
            }
            Step::Back => match trail.pop() {
                Some(earlier) => {
                    current = earlier;
                    manager.rollback_previous().unwrap();
                }
                None => assert!(manager.rollback_previous().is_err()),
            },
            Step::BackToFirst => {
                manager.rollback(1).unwrap();
                (current, trail) = ((0, 1), Vec::new());
            }
        }
        let serves = manager.current();
        assert_eq!((serves.left, serves.generation()), current, "after {:?}", &steps[..=place]);
        assert_eq!(serves.left + serves.right, 100);
        assert_eq!((manager.health().generation, manager.health().baking), (current.1, None));
    }
}

#[test]
fn every_way_through_four_steps_ends_where_the_model_says() {
    let mut ways = vec![Vec::new()];
    for _ in 0..4 {
        ways = ways
            .into_iter()
            .flat_map(|way: Vec<Step>| STEPS.map(|step| [way.as_slice(), &[step]].concat()))
            .collect();
    }
    assert_eq!(ways.len(), 7_usize.pow(4));
    for way in &ways {
        walk(way);
    }
}
