from prestasi.api.models.key import ApiKey, ApiPost

__all__ = ["ApiKey", "ApiPost"]
