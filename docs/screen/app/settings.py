import os

ENV = os.environ.get("APP_ENV", "development")

if ENV == "production":
    AURORA_API_KEY = os.environ["AURORA_API_KEY"]
else:
    AURORA_API_KEY = "@sk_prod:1@"
