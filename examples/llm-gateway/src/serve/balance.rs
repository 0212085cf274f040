//! Which upstream a request goes to: by weight, among those that have room.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use llm_gateway::config::Upstream;

/// What runs where. Upstreams are known by name, so that a reload neither forgets what runs nor resets the turns.
#[derive(Clone, Default)]
pub(crate) struct Balancer(Arc<Mutex<HashMap<String, Load>>>);

#[derive(Default)]
struct Load {
    /// Requests that run now.
    running: u32,
    /// How far it is behind its share; the one that is furthest behind is next.
    credit: i64,
}

/// A running request; dropping it makes room.
pub(crate) struct Permit {
    balancer: Balancer,
    name: String,
}

impl Balancer {
    fn loads(&self) -> MutexGuard<'_, HashMap<String, Load>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next upstream that has room and is not among `tried`. Smooth weighted round robin.
    pub(crate) fn pick<'u>(
        &self,
        upstreams: &'u [Upstream],
        tried: &[&str],
    ) -> Option<(&'u Upstream, Permit)> {
        let mut loads = self.loads();
        loads
            .retain(|name, load| load.running > 0 || upstreams.iter().any(|upstream| upstream.name == *name));
        let mut total = 0;
        let mut best: Option<(&Upstream, i64)> = None;
        for upstream in upstreams
            .iter()
            .filter(|upstream| upstream.weight > 0 && !tried.contains(&upstream.name.as_str()))
        {
            let load = loads.entry(upstream.name.clone()).or_default();
            if load.running >= upstream.max_parallel_requests {
                continue;
            }
            load.credit += i64::from(upstream.weight);
            total += i64::from(upstream.weight);
            if best.is_none_or(|(_, credit)| load.credit > credit) {
                best = Some((upstream, load.credit));
            }
        }
        let (upstream, _) = best?;
        let load = loads.entry(upstream.name.clone()).or_default();
        load.credit -= total;
        load.running += 1;
        let permit = Permit { balancer: self.clone(), name: upstream.name.clone() };
        Some((upstream, permit))
    }

    /// Requests that run now, by upstream.
    pub(crate) fn running(&self) -> Vec<(String, u32)> {
        let mut running: Vec<(String, u32)> =
            self.loads().iter().map(|(name, load)| (name.clone(), load.running)).collect();
        running.sort();
        running
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        if let Some(load) = self.balancer.loads().get_mut(&self.name) {
            load.running = load.running.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn upstream(name: &str, weight: u32, max_parallel_requests: u32) -> Upstream {
        let url = format!("http://{name}/v1");
        Upstream { name: name.to_owned(), url, weight, max_parallel_requests, api_key: None }
    }

    #[test]
    fn requests_are_shared_by_weight() {
        let balancer = Balancer::default();
        let upstreams = [upstream("a", 3, 9), upstream("b", 1, 9), upstream("off", 0, 9)];
        let order: String = (0..8)
            .filter_map(|_| balancer.pick(&upstreams, &[]).map(|(upstream, _)| upstream.name.clone()))
            .collect();
        assert_eq!(order, "aabaaaba");
    }

    #[test]
    fn full_and_tried_upstreams_are_passed_over() {
        let balancer = Balancer::default();
        let upstreams = [upstream("a", 1, 1), upstream("b", 1, 1)];
        let (first, first_permit) = balancer.pick(&upstreams, &["b"]).expect("there is room");
        assert_eq!(first.name, "a");
        assert!(balancer.pick(&upstreams, &["b"]).is_none());
        let (second, _second_permit) = balancer.pick(&upstreams, &[]).expect("there is room");
        assert_eq!(second.name, "b");
        assert!(balancer.pick(&upstreams, &[]).is_none());
        drop(first_permit);
        assert!(balancer.pick(&upstreams, &[]).is_some());
        // Gone from the table, but still running.
        assert!(balancer.pick(&[], &[]).is_none());
        assert_eq!(balancer.running(), [("b".to_owned(), 1)]);
    }
}
