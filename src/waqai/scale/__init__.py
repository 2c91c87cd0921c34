"""Many articles on many machines: inputs cut into parts, each read by some worker into a shard of Parquet tables."""
