from profiles.indicators.models.indicator import Dataset, Indicator, Observation

__all__ = ["Dataset", "Indicator", "Observation"]
