package health

import (
	"strings"
	"testing"

	"starling/app/rehearsal"
)

func TestAnAcronymNeverSpelledOutIsObserved(t *testing.T) {
	for text, want := range map[string]string{
		"The SLA was missed.":                 "acronym/sla",
		"Our KPIs fell.":                      "acronym/kpi",
		"The SLA’s number and the SLA itself": "acronym/sla",
		"A CI/CD line":                        "acronym/ci acronym/cd"[:10],
		"The non-ERP data":                    "acronym/erp",
		"The MTTR fell":                       "acronym/mttr",
		"The ÖPNV was late":                   "acronym/öpnv",
		"AWS KMS in use":                      "acronym/aws acronym/kms",
		"The service level agreement (SLA) was missed. The SLA held.":     "",
		"The SLA was missed. It was a strict service-level agreement.":    "",
		"The health insurance portability and accountability act, HIPAA":  "",
		"The mean time to repair, MTTR, fell":                             "",
		"Return on investment came first, and ROI":                        "",
		"We extract, transform and load (ETL) it":                         "",
		"JSONP (a Java habit) or (padded) JSONX":                          "acronym/jsonp acronym/jsonx",
		"The BDSG (Bundesdatenschutzgesetz) and the word list (WL).":      "",
		"The WXYZ (which nobody knew)":                                    "",
		"The QRS (a thing)":                                               "acronym/qrs",
		"I have no customer data. CD was mine":                            "",
		"I sent a PDF to the CEO in the UK, OK, by URL, over the API, IT": "",
		"Part III and II of it":                                           "",
		"It cost 30 EUR and 5 GB":                                         "",
		"It was NOT mine, and I did SET it":                               "",
		"GOAL: keep it. RISK: none, and that is a FACT.":                  "",
		"THIS IS VERY LOUD INDEED":                                        "",
		"Model AB-12 and B2B and Q3 and COVID-19":                         "",
		"WORLDWIDE and A and I":                                           "",
		"McDonald and PhD and SaaS":                                       "",
	} {
		t.Run(text, func(t *testing.T) { wantIDs(t, with("situation.script", text), strings.Fields(want)...) })
	}
}

func TestAnAcronymMayBeSpelledOutAnywhere(t *testing.T) {
	s := with("situation", "The SLA was missed", "The SLA was mended")
	wantIDs(t, s, "acronym/sla")
	s.Polished = []string{"A service level agreement is a promise."}
	wantIDs(t, s)
	// Words that follow each other only from one sentence to the next do not spell it.
	s.Polished = []string{"It was a service. Level agreement followed."}
	wantIDs(t, s, "acronym/sla")
}

func TestAnAcronymIsToldOfOnceWhereItStandsFirst(t *testing.T) {
	s := with("situation", "A promise", "The SLA was missed")
	s.Result.Script = "The SLA held 2 years. The SLA and the SLA."
	found := Look(s, rehearsal.Plan{}, 0)
	if len(found) != 1 || found[0].Key != "situation.points[2]" || found[0].Offset != 4 || found[0].Length != 3 || found[0].Excerpt != "SLA" {
		t.Error(found)
	}
}

func TestManyAcronymsAreNotLookedUpForEver(t *testing.T) {
	var b strings.Builder
	for a := 'A'; a <= 'Z'; a++ {
		for c := 'A'; c <= 'Z'; c++ {
			b.WriteString("the Q" + string(a) + string(c) + " ")
		}
	}
	if found := Look(with("situation.script", b.String()), rehearsal.Plan{}, 0); len(found) > maxAcronyms+1 {
		t.Errorf("%d observations", len(found))
	}
}
