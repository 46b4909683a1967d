"""Angka kredit of functional posts: conversion, ledger, base credit and promotion."""
