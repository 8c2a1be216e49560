import requests


def projects(tenant: str) -> list[dict[str, str]]:
    return requests.get(
        f"https://api.aurorasolar.com/tenants/{tenant}/projects",
        headers={"Authorization": "Bearer @sk_sand:2@"},
        timeout=30,
    ).json()["projects"]
