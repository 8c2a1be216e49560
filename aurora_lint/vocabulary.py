"""The words that name an environment or an audience, in one table each.

The vendor has two environments: whatever a team calls test, dev, local, CI, staging or QA uses
the sandbox. A phrase of several words matches those words in a row (``third party`` matches
``third_party``, ``ThirdParty`` and ``third-party``).
"""

from __future__ import annotations

from typing import NamedTuple

SANDBOX = "sandbox"
PRODUCTION = "production"

#: These name the environment wherever they stand, and their absence names the other one.
STRONG_SANDBOX = "sandbox,sandboxes,sandboxed,sand,sbx,nonprod,nonproduction,preprod"
STRONG_PRODUCTION = (
    "production,prod,prd,produccion,producción,producao,produção,produktion,produktiv,produzione"
)

#: These name it too, and "not this" usually means production.
BROAD_SANDBOX = (
    "test,tests,testing,tester,pytest,unittest,unittests,phpunit,rspec,jest,vitest,cypress,"
    "junit,dev,devel,develop,development,devstack,"
    "staging,stg,stag,qa,uat,local,localhost,localdev,localstack,minikube,testnet,"
    # Portuguese, Spanish, French, Italian, German.
    "homologacao,homologação,homolog,hml,prueba,pruebas,recette,collaudo,entwicklung,desarrollo,"
    "desenvolvimento"
)

#: These name it too, while "not this" says little.
NARROW_SANDBOX = (
    "preview,previews,demo,demos,ci,mock,mocks,mocked,mocking,fixture,fixtures,fake,fakes,"
    "stub,stubs,dummy,e2e,conftest,testdata,acceptance test"
)

#: Words of the tables that are also the name of other things (a document preview, a local number,
#: a live stream): they count where they stand alone, or among words that only qualify a key.
AMBIGUOUS = frozenset("preview previews local qa live stub stubs fake fakes dummy".split())
_QUALIFIERS = frozenset(
    "aurora solar api app apps is use the my our default for in on not non key keys token tokens "
    "secret secrets password env environment mode config configuration conf settings setting "
    "application appsettings database deploy deployment "
    "credentials credential auth bearer client url base host account tenant docker compose values "
    "stack server publishable private public header headers only".split()
)
#: What the names of credentials end in, and what is live itself.
_OF_CREDENTIALS = frozenset(
    "id key login pass passphrase passwd password pwd secret token user username".split()
)
_LIVELY = frozenset(
    "agent broadcast channel chat class data event events feed journal link message node "
    "person photo query "
    "reload score scores session share stream streaming streams support tv update updates video "
    "view wire".split()
)
#: After these "prod" is short for product.
_PRODUCT = frozenset(
    "catalog catalogue id ids name names list sku price category type data".split()
)

#: What is produced there is power, or goods.
_YIELD = frozenset(
    "capacity chart charts company cost costs curve data estimate estimates estimator "
    "factor forecast "
    "forecasts graph hall hour hours house kwh line lines loss losses meter meters model "
    "models order "
    "orders plan plans profile profiles rate rates ratio report reports result results simulation "
    "simulations total totals value values volume yield yields".split()
)
_OF_ENERGY = frozenset(
    "annual code daily electricity energy estimated expected film hourly kwh media "
    "monthly oil power "
    "pv simulated total yearly".split()
)

#: A third party, or one service: whoever a key is made for should get a restricted one.
RESTRICTED = (
    "partner,partners,vendor,vendors,contractor,contractors,reseller,resellers,affiliate,"
    "affiliates,supplier,suppliers,subcontractor,subcontractors,third party,third parties,"
    "3rd party,3rd parties,external service,external services,"
    "integration,integrations,integrator,integrators,"
    "microservice,microservices,micro service,micro services,"
    "wasm,worker,workers,serverless,lambda,lambdas,faas,"
    "cloud function,cloud functions,edge function,edge functions,azure function,"
    "azure functions,netlify function,netlify functions,"
    "browser,frontend,front end,mobile,android,ios,react native,"
    "react app,vue app,next public,nuxt public,expo public,vite,gatsby,"
    "ci key,ci token,pipeline key,pipeline token,"
    "export,exports,exporter,exporters,report,reports,reporting,"
    "restricted,readonly,read only,least privilege,rk,limited key,limited token,scoped key,"
    "scoped token,viewer key,viewer token,read key,read token,read api key"
)

_OTHERS = (
    "adyen,algolia,amplitude,anthropic,apple,auth0,aws,azure,bitbucket,braintree,bugsnag,"
    "cloudinary,cognito,datadog,docusign,dropbox,facebook,firebase,flutterwave,gcp,github,gitlab,"
    "gocardless,google,hubspot,instagram,intercom,klarna,linkedin,mailchimp,mailgun,mailer,"
    "mandrill,mapbox,mixpanel,mollie,newrelic,nexmo,okta,openai,paddle,paypal,paystack,pendo,plaid,"
    "postmark,pusher,quickbooks,razorpay,recaptcha,rollbar,salesforce,segment,sendgrid,sentry,"
    "shopify,slack,square,stripe,twilio,twitter,vonage,worldpay,xero,zendesk,zoom"
)

#: Words of names that hold a key: only by such a name a call's first argument names the second.
HOLDERS = frozenset(
    "key keys token tokens secret secrets bearer credential credentials auth password aurora "
    "api".split()
)

#: What a long comment may say of a place beside the strongest words: the others mean too much.
SAID_IN_PROSE = frozenset({"staging", "stg", "qa", "uat"})

_NOT = frozenset({"not", "non", "no", "without", "disable", "disabled", "never"})


def _phrases(table: str) -> frozenset[str]:
    return frozenset(table.split(","))


class Vocabulary(NamedTuple):
    """The tables in force: the ones above and what a team's policy adds to them."""

    strong_sandbox: frozenset[str]
    strong_production: frozenset[str]
    broad_sandbox: frozenset[str]
    narrow_sandbox: frozenset[str]
    restricted: frozenset[str]

    @property
    def sandbox(self) -> frozenset[str]:
        """All that names the sandbox."""
        return self.strong_sandbox | self.broad_sandbox | self.narrow_sandbox

    def with_broad(self, words: frozenset[str], is_narrow: bool) -> Vocabulary:
        """Give these tables with more broad words, or with all broad words taken as narrow."""
        broad = self.broad_sandbox | words
        if is_narrow:
            narrow = self.narrow_sandbox | broad
            return self._replace(broad_sandbox=frozenset(), narrow_sandbox=narrow)
        return self._replace(broad_sandbox=broad)

    def extended(
        self, sandbox: tuple[str, ...], production: tuple[str, ...], restricted: tuple[str, ...]
    ) -> Vocabulary:
        """Give these tables with a team's own words, which are as strong as the strongest."""
        return self._replace(
            strong_sandbox=self.strong_sandbox | frozenset(sandbox),
            strong_production=self.strong_production | frozenset(production),
            restricted=self.restricted | frozenset(restricted),
        )


DEFAULT = Vocabulary(
    _phrases(STRONG_SANDBOX),
    _phrases(STRONG_PRODUCTION),
    _phrases(BROAD_SANDBOX),
    _phrases(NARROW_SANDBOX),
    _phrases(RESTRICTED),
)


#: Other vendors: what is set for one of them says nothing of a key of another.
OTHERS = _phrases(_OTHERS)


def named(words: tuple[str, ...], phrases: frozenset[str]) -> list[str]:
    """Give the phrases that stand in ``words``, a word a time or several in a row."""
    found = [
        word
        for place, word in enumerate(words)
        if word in phrases and _is_meant(words[:place], word, words[place + 1 :])
    ]
    text = f" {' '.join(words)} "
    return found + [phrase for phrase in phrases if " " in phrase and f" {phrase} " in text]


def _is_meant(before: tuple[str, ...], word: str, after: tuple[str, ...]) -> bool:
    """Whether a word between others is the word of the table, not another thing of that name."""
    if word == "prod":
        return not _PRODUCT.intersection(after[:1])
    if word == "production" and (
        _YIELD.intersection(after[:1]) or _OF_ENERGY.intersection(before[-1:])
    ):
        return False
    if word not in AMBIGUOUS:
        return True
    follows = not after or after[0] in _QUALIFIERS
    if word == "live" and after:
        # Any vendor's name may stand before: STRIPE_LIVE_SECRET_KEY. But not time_to_live.
        # And live_store_passwd, but not live_chat_key.
        is_credentials = not before and _OF_CREDENTIALS.intersection(after[-1:])
        return before[-1:] != ("to",) and (
            follows or bool(is_credentials and after[0] not in _LIVELY)
        )
    if word == "live" and before and before[-1] in OTHERS:
        return True  # USE_STRIPE_LIVE
    return follows and (not before or before[-1] in _QUALIFIERS)


def only_names_environment(words: tuple[str, ...]) -> bool:
    """Whether ``words`` name an environment and nothing else: ``Aurora Sandbox``."""
    said = DEFAULT.sandbox | DEFAULT.strong_production | {"live"}
    return any(word in said for word in words) and all(
        word in said or word in _QUALIFIERS for word in words
    )


def negated(words: tuple[str, ...], phrases: frozenset[str]) -> tuple[tuple[str, ...], bool]:
    """Strip the negation of one of ``phrases`` from an identifier's words: ``is_not_sandbox``.

    The ``pre`` of ``pre_prod`` negates too: what comes before production is not production.
    """
    for place, word in enumerate(words[:-1]):
        following = words[place + 1]
        if (word in _NOT and following in phrases) or (word == "pre" and following in _PRODUCTION):
            return (*words[:place], *words[place + 1 :]), True
    return words, False


_PRODUCTION = frozenset({"prod", "production"})
