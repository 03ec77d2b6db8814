"""The condition language: a small, safe part of XPath as XLSForm uses it. Parsed to a tree and walked; nothing is run."""

from profiles.collection.language.evaluate import Scope, evaluate, holds
from profiles.collection.language.parser import ConditionError, Node, NotCarried, parse, references

__all__ = ["ConditionError", "Node", "NotCarried", "Scope", "evaluate", "holds", "parse", "references"]
