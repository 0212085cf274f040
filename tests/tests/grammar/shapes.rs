//! `flatten`, `recursive`, `allow_unknown`, newtypes and generics.

use std::collections::BTreeMap;

use config_core::ServiceConfig;

use crate::attempt::Attempt;

/// A service with the fields of others in its own section.
#[derive(Debug, ServiceConfig)]
#[config(env_prefix = "FLAT")]
struct Service {
    /// Its name.
    name: String,
    /// Where it listens.
    #[config(flatten)]
    listen: Listen,
    /// What else there is.
    #[config(flatten)]
    rest: BTreeMap<String, String>,
}

/// A section.
#[derive(Debug, ServiceConfig)]
struct Listen {
    /// Its port.
    #[config(default = 80, range(1..=1000))]
    port: u16,
    /// Deeper still.
    #[config(flatten)]
    tls: Tls,
}

/// A section.
#[derive(Debug, ServiceConfig)]
struct Tls {
    /// The certificate.
    #[config(alias = "certificate")]
    cert: String,
}

#[test]
fn flattened_fields_stand_in_the_section_around_them() {
    let value: Service = Attempt::yaml("name: a\nport: 81\ncertificate: c\nother: x\n").load();
    assert_eq!((value.name.as_str(), value.listen.port, value.listen.tls.cert.as_str()), ("a", 81, "c"));
    assert_eq!(value.rest, BTreeMap::from([("other".to_owned(), "x".to_owned())]));
    let value: Service =
        Attempt::new().variables([("FLAT_NAME", "a"), ("FLAT_CERT", "c"), ("FLAT_PORT", "82")]).load();
    assert_eq!((value.listen.port, value.listen.tls.cert.as_str()), (82, "c"));
    assert_eq!(
        Attempt::yaml("name: a\nport: 8000\n").refused::<Service>(),
        ["CFG0401 port: 8000 is outside of its range, from 1 to 1000", "CFG0202 cert: missing key cert",]
    );
}

/// A flattened section that may be missing.
#[derive(Debug, ServiceConfig)]
struct Maybe {
    /// Its name.
    name: String,
    /// Encryption, when any of its keys is given.
    #[config(flatten)]
    tls: Option<Tls>,
}

#[test]
fn a_flattened_option_is_there_when_one_of_its_keys_is() {
    assert!(Attempt::yaml("name: a\n").load::<Maybe>().tls.is_none());
    assert_eq!(Attempt::yaml("name: a\ncert: c\n").load::<Maybe>().tls.unwrap().cert, "c");
    assert_eq!(Attempt::yaml("name: a\ncerd: c\n").refused::<Maybe>(), ["CFG0201 cerd: unknown key cerd"]);
}

/// A route.
#[derive(Debug, ServiceConfig)]
struct Route {
    /// Its path.
    path: String,
    /// Those below it.
    #[config(recursive, default)]
    routes: Vec<Route>,
    /// What it falls back to.
    #[config(recursive)]
    fallback: Option<Box<Route>>,
    /// By name.
    #[config(recursive, default)]
    named: BTreeMap<String, Route>,
}

#[test]
fn a_type_may_contain_itself() {
    let value: Route = Attempt::yaml(
        "path: /\nroutes: [{path: /a, routes: [{path: /a/b}]}]\nfallback: {path: /f}\nnamed: {x: {path: /x}}\n",
    )
    .load();
    assert_eq!(value.routes[0].routes[0].path, "/a/b");
    assert_eq!((value.fallback.unwrap().path.as_str(), value.named["x"].path.as_str()), ("/f", "/x"));
    assert_eq!(
        Attempt::yaml("path: /\nroutes: [{path: /a, routes: [{pth: /a/b}]}]\n").refused::<Route>(),
        [
            "CFG0202 routes[0].routes[0].path: missing key routes[0].routes[0].path",
            "CFG0201 routes[0].routes[0].pth: unknown key routes[0].routes[0].pth",
        ]
    );
}

/// A section that ignores what it does not know.
#[derive(Debug, Default, ServiceConfig)]
#[config(allow_unknown)]
struct Lenient {
    /// One.
    #[config(default = 1)]
    one: u32,
    /// A section that does not.
    #[config(default)]
    strict: Strict,
}

/// A section.
#[derive(Debug, Default, ServiceConfig)]
struct Strict {
    /// One.
    #[config(default = 1)]
    one: u32,
}

/// Both ways to say it.
#[derive(Debug, ServiceConfig)]
struct Unknown {
    /// By its type.
    #[config(default)]
    lenient: Lenient,
    /// By the field.
    #[config(default, allow_unknown)]
    field: Strict,
    /// Not at all.
    #[config(default)]
    strict: Strict,
}

#[test]
fn unknown_keys_are_ignored_only_where_it_is_said() {
    let text = "lenient: {two: 2, strict: {two: 2}}\nfield: {two: 2}\nstrict: {two: 2}\n";
    assert_eq!(
        Attempt::yaml(text).refused::<Unknown>(),
        [
            "CFG0201 lenient.strict.two: unknown key lenient.strict.two",
            "CFG0201 strict.two: unknown key strict.two",
        ]
    );
    assert_eq!(Attempt::yaml("lenient: {two: 2}\nfield: {two: 2}\n").load::<Unknown>().field.one, 1);
}

/// A port, with its own rule.
#[derive(Debug, Clone, PartialEq, ServiceConfig)]
struct Port(#[config(range(1024..), validate(even))] u16);

fn even(port: &u16) -> Result<(), String> {
    if port.is_multiple_of(2) { Ok(()) } else { Err("must be even".to_owned()) }
}

/// A newtype of a section.
#[derive(Debug, ServiceConfig)]
struct Wrapped(Strict);

/// Newtypes in use.
#[derive(Debug, ServiceConfig)]
struct Newtypes {
    /// One, with a default and a further rule.
    #[config(default = 8080, range(..=9000))]
    port: Port,
    /// Several.
    #[config(default)]
    ports: Vec<Port>,
    /// Of a section.
    wrapped: Wrapped,
}

#[test]
fn a_newtype_is_its_value_with_rules() {
    let value: Newtypes = Attempt::yaml("ports: [1024, 2048]\nwrapped: {one: 5}\n").load();
    assert_eq!((value.port, value.ports.len(), value.wrapped.0.one), (Port(8080), 2, 5));
    assert_eq!(
        Attempt::yaml("port: 9002\nports: [80, 1025]\nwrapped: {two: 5}\n").refused::<Newtypes>(),
        [
            "CFG0401 port: 9002 is outside of its range, at most 9000",
            "CFG0401 ports[0]: 80 is outside of its range, at least 1024",
            "CFG0406 ports[1]: must be even",
            "CFG0201 wrapped.two: unknown key wrapped.two",
        ]
    );
}

/// A generic section.
#[derive(Debug, ServiceConfig)]
struct Pool<T, const N: usize>
where
    T: Clone,
{
    /// Members.
    members: [T; N],
    /// The spare one.
    #[config(default)]
    spare: Option<T>,
    /// Its size.
    #[config(default = N, range(1..))]
    size: usize,
}

/// Generic sections in use.
#[derive(Debug, ServiceConfig)]
struct Pools {
    /// Of numbers.
    numbers: Pool<u8, 2>,
    /// Of ports.
    ports: Pool<Port, 1>,
}

#[test]
fn generic_sections_read_their_parameters() {
    let value: Pools =
        Attempt::yaml("numbers: {members: [1, 2], spare: 3}\nports: {members: [1024]}\n").load();
    assert_eq!((value.numbers.members, value.numbers.spare, value.numbers.size), ([1, 2], Some(3), 2));
    assert_eq!((value.ports.members, value.ports.size), ([Port(1024)], 1));
    assert_eq!(
        Attempt::yaml("numbers: {members: [1]}\nports: {members: [80]}\n").refused::<Pools>(),
        [
            "CFG0403 numbers.members: expected 2 elements, found 1",
            "CFG0401 ports.members[0]: 80 is outside of its range, at least 1024",
        ]
    );
}
