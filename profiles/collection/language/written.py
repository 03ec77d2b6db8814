"""A tree as a condition is written: for the part of one that has no words."""

from profiles.collection.language.parser import Node


def written(node: Node) -> str:
    """Reads back as the same tree; brackets stand around every operation within another."""
    match node.kind:
        case "string":
            return f'"{node.text}"' if "'" in node.text else f"'{node.text}'"
        case "ref":
            return f"${{{node.text}}}"
        case "this":
            return "."
        case "parent":
            return ".."
        case "minus":
            return f"-{within(node.parts[0])}"
        case "op":
            left, right = node.parts
            return f"{within(left)} {node.text} {within(right)}"
        case "call":
            return f"{node.text}({', '.join(written(part) for part in node.parts)})"
    return node.text


def within(node: Node) -> str:
    return f"({written(node)})" if node.kind == "op" else written(node)
