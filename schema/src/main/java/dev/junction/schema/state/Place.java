package dev.junction.schema.state;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Region;

/// An account in a region.
public record Place(AccountId account, Region region) {}
