//! Conditions as data: what of a Rust expression has a meaning outside Rust.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens as _, quote};
use syn::{BinOp, Expr, Member, UnOp};

use crate::literal;

/// The tokens of `__::Expression` for a condition over `self`.
pub(crate) fn tokens(expression: &Expr) -> TokenStream {
    if let Some(path) = path(expression) {
        return quote! { __::Expression::Path(&[#(#path),*]) };
    }
    if let Some(literal) = literal::tokens(expression) {
        return quote! { __::Expression::Literal(#literal) };
    }
    match expression {
        Expr::Paren(inner) => tokens(&inner.expr),
        Expr::Group(inner) => tokens(&inner.expr),
        Expr::Unary(unary) if matches!(unary.op, UnOp::Not(_)) => {
            let inner = tokens(&unary.expr);
            quote! { __::Expression::Not(&#inner) }
        }
        Expr::Binary(binary) => match operator(&binary.op) {
            Some(operator) => {
                let (left, right) = (tokens(&binary.left), tokens(&binary.right));
                quote! { __::Expression::Binary(__::Operator::#operator, &#left, &#right) }
            }
            None => other(expression),
        },
        Expr::MethodCall(call) if call.args.is_empty() && path(&call.receiver).is_some() => {
            let inner = tokens(&call.receiver);
            match call.method.to_string().as_str() {
                "is_some" => quote! { __::Expression::IsSome(&#inner) },
                "is_none" => quote! { __::Expression::IsNone(&#inner) },
                "is_empty" => quote! { __::Expression::IsEmpty(&#inner) },
                "len" => quote! { __::Expression::Length(&#inner) },
                _ => other(expression),
            }
        }
        _ => other(expression),
    }
}

fn operator(operator: &BinOp) -> Option<TokenStream> {
    Some(match operator {
        BinOp::And(_) => quote!(And),
        BinOp::Or(_) => quote!(Or),
        BinOp::Eq(_) => quote!(Equal),
        BinOp::Ne(_) => quote!(NotEqual),
        BinOp::Lt(_) => quote!(Less),
        BinOp::Le(_) => quote!(LessOrEqual),
        BinOp::Gt(_) => quote!(Greater),
        BinOp::Ge(_) => quote!(GreaterOrEqual),
        BinOp::Add(_) => quote!(Add),
        BinOp::Sub(_) => quote!(Subtract),
        BinOp::Mul(_) => quote!(Multiply),
        BinOp::Div(_) => quote!(Divide),
        BinOp::Rem(_) => quote!(Remainder),
        _ => return None,
    })
}

/// `self.a.b` as its field names.
fn path(expression: &Expr) -> Option<Vec<String>> {
    match expression {
        Expr::Path(path) if path.path.is_ident("self") => Some(Vec::new()),
        Expr::Field(field) => {
            let mut names = path(&field.base)?;
            names.push(match &field.member {
                Member::Named(name) => name.to_string().trim_start_matches("r#").to_owned(),
                Member::Unnamed(index) => index.index.to_string(),
            });
            Some(names)
        }
        _ => None,
    }
    .filter(|names| !names.is_empty() || matches!(expression, Expr::Path(_)))
}

fn other(expression: &Expr) -> TokenStream {
    let text = text(expression);
    let mut paths = Vec::new();
    reads(expression.to_token_stream(), &mut paths);
    let paths = paths.iter().map(|path| quote! { &[#(#path),*] });
    quote! { __::Expression::Other { text: #text, reads: &[#(#paths),*] } }
}

/// The field paths after each `self`; a name before an argument list is a method and ends the path.
fn reads(tokens: TokenStream, paths: &mut Vec<Vec<String>>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut index = 0;
    while index < tokens.len() {
        match &tokens[index] {
            TokenTree::Group(group) => reads(group.stream(), paths),
            TokenTree::Ident(ident) if ident == "self" => {
                let mut path = Vec::new();
                while let (Some(TokenTree::Punct(dot)), Some(TokenTree::Ident(name))) =
                    (tokens.get(index + 1), tokens.get(index + 2))
                {
                    let method = matches!(tokens.get(index + 3), Some(TokenTree::Group(_)))
                        || matches!(tokens.get(index + 3), Some(TokenTree::Punct(colon)) if colon.as_char() == ':');
                    if dot.as_char() != '.' || method {
                        break;
                    }
                    path.push(name.to_string().trim_start_matches("r#").to_owned());
                    index += 2;
                }
                if !path.is_empty() && !paths.contains(&path) {
                    paths.push(path);
                }
            }
            _ => {}
        }
        index += 1;
    }
}

/// The text of an expression, as a person would write it.
pub(crate) fn text(expression: &Expr) -> String {
    let mut out = String::new();
    write(expression.to_token_stream(), &mut out);
    out
}

fn write(tokens: TokenStream, out: &mut String) {
    // Whether an operand is expected, so that a sign stands before it and not between two.
    let mut glue = true;
    let mut joint = false;
    let mut prefix = false;
    let mut parameters = false;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match &token {
            TokenTree::Punct(punct) => {
                let sign = punct.as_char();
                let calls_macro = sign == '!' && !glue && matches!(tokens.peek(), Some(TokenTree::Group(_)));
                // The second half of `&&` between two operands is no reference.
                prefix = glue && matches!(sign, '!' | '&' | '*' | '-') && (!joint || prefix);
                let opens = sign == '|' && glue && !joint && !parameters;
                let closes = sign == '|' && parameters;
                let tight =
                    matches!(sign, '.' | ',' | ';' | '?' | ':' | '\'') || prefix || closes || calls_macro;
                if !tight && !joint && !out.is_empty() && !out.ends_with(['(', '[', ' ', '.', ':']) {
                    out.push(' ');
                }
                out.push(sign);
                joint = punct.spacing() == proc_macro2::Spacing::Joint;
                glue = true;
                parameters = (parameters || opens) && !closes;
                let between = !tight && !opens;
                if !joint && (matches!(sign, ',' | ';') || between || closes) {
                    out.push(' ');
                }
                if sign == '?' {
                    glue = false;
                }
            }
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    proc_macro2::Delimiter::Parenthesis => ("(", ")"),
                    proc_macro2::Delimiter::Bracket => ("[", "]"),
                    proc_macro2::Delimiter::Brace => (" { ", " }"),
                    proc_macro2::Delimiter::None => ("", ""),
                };
                out.push_str(open);
                write(group.stream(), out);
                out.push_str(close);
                (glue, joint) = (false, false);
            }
            other => {
                if !glue && !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
                out.push_str(&other.to_string());
                (glue, joint) = (false, false);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn expressions_read_as_they_were_written() {
        for written in [
            "self.limits.most <= self.most",
            "!self.debug && self.name.is_some()",
            "self.a || !self.b",
            "!!self.a",
            "self.names.iter().all(|name| name != \"x\")",
            "self.pairs.iter().all(|(a, b)| a < b)",
            "self.a - self.b > -1",
            "self.a & self.b == 0",
            "new.most >= old.most",
            "matches!(self.kind, Kind::One | Kind::Two)",
            "rules::fit(&self.a, *self.b)",
            "self.a == [1, 2]",
            "self.a[0] % 2 == 0",
        ] {
            let expression = syn::parse_str(written).expect("an expression");
            assert_eq!(super::text(&expression), written);
        }
    }
}
