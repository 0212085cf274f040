//! Attributes of types and variants, and each shape.

use super::expansion;

macro_rules! snapshots {
    ($($name:ident: $input:literal;)*) => {$(
        #[test]
        fn $name() {
            insta::assert_snapshot!(stringify!($name), expansion($input), $input);
        }
    )*};
}

snapshots! {
    env_prefix_and_version: "
        /// A service.
        #[config(env_prefix = \"GATEWAY\", version = 2)]
        struct Service {
            /// Its port.
            port: u16,
        }";
    rename_all: "
        /// A service.
        #[config(rename_all = \"kebab-case\")]
        struct Service {
            /// Its port.
            max_tokens: u16,
            /// A name that Rust keeps.
            r#type: String,
        }";
    checks: "
        /// A service.
        #[config(
            check(self.limits.most <= self.most, \"limits.most must not exceed most\"),
            check(!self.debug && self.name.is_some(), \"not so\", environment = \"production\", code = \"SVC001\"),
            check(self.names.iter().all(|name| name != \"x\"), \"no x\"),
            check_change(new.most >= old.most, \"most must not shrink\"),
        )]
        struct Service {
            /// Most.
            most: u16,
        }";
    allow_unknown_type: "
        /// A service.
        #[config(allow_unknown)]
        struct Service {
            /// Most.
            most: u16,
        }";
    renamed_core: "
        /// A service.
        #[config(crate = renamed::inner)]
        struct Service {
            /// Most.
            most: u16,
        }";
    writable: "
        /// A service.
        #[config(write)]
        struct Service {
            /// Most.
            most: u16,
            #[config(skip)]
            skipped: u16,
        }";
    unit_struct: "
        /// Nothing.
        struct Nothing;";
    newtype: "
        /// A port.
        struct Port(#[config(range(1..), validate(even))] u16);";
    generic: "
        /// A pool.
        struct Pool<T, const N: usize = 2>
        where
            T: Clone,
        {
            /// Members.
            members: [T; N],
            /// The spare one.
            #[config(default)]
            spare: Option<T>,
        }";
    enum_of_names: "
        /// How requests are queued.
        enum Policy {
            /// In order.
            FirstComeFirstServed,
            /// By priority.
            #[config(rename = \"prio\", alias = \"priority\", deprecated(since = \"2\"))]
            Priority,
        }";
    enum_with_a_tag: "
        /// A backend.
        #[config(tag = \"kind\")]
        enum Backend {
            /// In memory.
            InMemory,
            /// On disk.
            OnDisk {
                /// Where.
                #[config(validate(absolute))]
                path: String,
                /// How large.
                size: u32,
            },
            /// On a server.
            Remote(Server),
        }";
    a_mistake_leaves_a_stub: "
        /// A service.
        struct Service<T> {
            most: T,
        }";
    held_struct: "
        /// A service.
        struct Service {
            /// Left out of the table.
            #[config(skip)]
            cache: u16,
            /// Most.
            #[config(range(..10))]
            most: u16,
            /// Read by serde, which shows nothing.
            #[config(serde, range(..10))]
            other: Other,
            /// A name that Rust keeps.
            #[config(length(1..))]
            r#type: String,
        }";
    held_enum: "
        /// A store.
        enum Store {
            /// None.
            Nothing,
            /// Memory.
            Memory {
                /// Entries.
                #[config(range(..10), validate(even))]
                entries: u16,
            },
            /// Another one.
            Other(#[config(length(1..))] String),
        }";
}
