//! How much a client may send: a token bucket each, filled by the limits of the moment.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use llm_gateway::config::Limits;

/// Buckets beyond this are looked through for full ones, whose clients were silent.
const MANY: usize = 10_000;

/// The buckets of all clients.
pub(crate) struct Buckets {
    keys: RandomState,
    buckets: Mutex<HashMap<u64, Bucket>>,
}

struct Bucket {
    tokens: f64,
    filled: Instant,
}

impl Buckets {
    pub(crate) fn new() -> Self {
        Self { keys: RandomState::new(), buckets: Mutex::new(HashMap::new()) }
    }

    /// Takes a token for a client, or says how long to wait for one. Limits that changed count from now on; what was
    /// saved under the old ones is cut to the new burst.
    pub(crate) fn take(&self, client: &str, limits: &Limits, now: Instant) -> Result<(), Duration> {
        let (rate, burst) = (f64::from(limits.requests_per_second), f64::from(limits.burst));
        let key = self.keys.hash_one(client);
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MANY {
            buckets.retain(|_, bucket| bucket.level(rate, now) < burst);
        }
        let bucket = buckets.entry(key).or_insert(Bucket { tokens: burst, filled: now });
        bucket.tokens = bucket.level(rate, now).min(burst);
        bucket.filled = now;
        if bucket.tokens >= 1.0 {
            bucket.tokens -= 1.0;
            return Ok(());
        }
        Err(Duration::from_secs_f64((1.0 - bucket.tokens) / rate))
    }
}

impl Bucket {
    fn level(&self, rate: f64, now: Instant) -> f64 {
        self.tokens + now.saturating_duration_since(self.filled).as_secs_f64() * rate
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(requests_per_second: u32, burst: u32) -> Limits {
        Limits { max_tokens: 1, requests_per_second, burst }
    }

    #[test]
    fn a_burst_passes_and_then_the_rate_counts() {
        let (buckets, start) = (Buckets::new(), Instant::now());
        let limits = limits(10, 3);
        for _ in 0..3 {
            assert_eq!(buckets.take("a", &limits, start), Ok(()));
        }
        assert_eq!(buckets.take("a", &limits, start), Err(Duration::from_millis(100)));
        assert_eq!(buckets.take("b", &limits, start), Ok(()));
        let later = start + Duration::from_millis(101);
        assert_eq!(buckets.take("a", &limits, later), Ok(()));
        assert!(buckets.take("a", &limits, later).is_err());
    }

    #[test]
    fn new_limits_count_at_once() {
        let (buckets, start) = (Buckets::new(), Instant::now());
        assert_eq!(buckets.take("a", &limits(1, 100), start), Ok(()));
        assert_eq!(buckets.take("a", &limits(1, 1), start), Ok(()));
        assert!(buckets.take("a", &limits(1, 1), start).is_err());
        assert_eq!(buckets.take("a", &limits(1000, 1), start + Duration::from_millis(2)), Ok(()));
    }

    #[test]
    fn silent_clients_are_forgotten() {
        let (buckets, start) = (Buckets::new(), Instant::now());
        for client in 0..=MANY {
            let _ = buckets.take(&client.to_string(), &limits(10, 1), start);
        }
        let _ = buckets.take("last", &limits(10, 1), start + Duration::from_secs(1));
        assert_eq!(buckets.buckets.lock().unwrap_or_else(PoisonError::into_inner).len(), 1);
    }
}
