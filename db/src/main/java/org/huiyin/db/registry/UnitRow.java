package org.huiyin.db.registry;

/** A department, township or school that employs cadres. */
public record UnitRow(int line, String code, String name, String kind) {}
