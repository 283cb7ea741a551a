package health

import (
	"strings"
	"sync"
)

// meaning is what the lexicon knows of a word; one word can mean many things.
type meaning uint32

const (
	// The common words of a language, by which it is recognised. The last
	// stands for all the languages that are known well enough to be told from
	// these, and no better.
	english meaning = 1 << iota
	french
	german
	spanish
	foreign

	// The number words of the languages above.
	englishNumber
	frenchNumber
	germanNumber
	spanishNumber

	function     // a small English word: no verb, and no name
	we           // the group: "we", "our", "us"
	mine         // the speaker: "I", "my"
	possessive   // what a noun can follow, and a verb can stand before: "the", "his"
	verb         // an English verb as it begins a bullet: "take"
	duty         // "responsible"
	title        // "Dr", before a name
	abbreviation // "approx", with a full stop of its own
	common       // an acronym that everybody knows
	unit         // capitals that measure: "GB", "EUR"
	plain        // a short word that people write in capitals: "GOAL"
	fillerHead   // what a filler may begin with
)

// lexicon gives what is known of words, by the word in small letters.
var lexicon = sync.OnceValue(func() map[string]meaning {
	known := map[string]meaning{}
	for _, list := range []struct {
		means meaning
		words string
	}{
		{english, englishWords},
		{function, englishWords},
		{function, smallWords},
		{french, frenchWords},
		{german, germanWords},
		{spanish, spanishWords},
		{foreign, foreignWords},
		{englishNumber, englishNumbers},
		{frenchNumber, frenchNumbers},
		{germanNumber, germanNumbers},
		{spanishNumber, spanishNumbers},
		{we, weWords},
		{mine, mineWords},
		{function, weWords},
		{function, mineWords},
		{possessive, possessiveWords},
		{verb, verbWords},
		{duty, dutyWords},
		{title, titleWords},
		{abbreviation, abbreviationWords},
		{common, commonAcronyms},
		{unit, unitWords},
		{plain, plainWords},
	} {
		for w := range strings.FieldsSeq(list.words) {
			known[w] |= list.means
		}
	}
	for _, f := range fillerWords {
		known[f.words[0]] |= fillerHead
	}
	return known
})

const englishWords = `the and of to a in was i that it for with my we on at by had not this from is were but they our as so
	his her their which who what when had been have has be are an or if all them me us you he she more than then would
	could because before after over about into out up did do one each every two there how only no`

const smallWords = `these those its him himself herself itself themselves myself both some any such nor yet while although
	though unless until till since during through throughout across against along among around beyond behind below above under
	beside besides between despite except inside outside near off onto upon toward towards within without via per plus minus
	like unlike once twice again also always never often just even still already too very quite rather almost here where why
	whether whose whom other another same own few many much most less least several enough nothing something everything anything
	nobody somebody everybody anybody someone everyone anyone finally first last later next now soon today yesterday tomorrow
	instead however therefore will can may might must shall should am being does having`

const frenchWords = `le la les des et je nous que qui dans pour une un est du au aux avec sur ne pas de en l' d' j'ai c'est il elle
	ils mon ma mes notre nos leur leurs mais ce cette ces son sa ses par plus était étaient avait été ont fait se`

const germanWords = `der die das und ich nicht mit den dem ein eine einen einem einer für auf wir von zu ist im haben hatte
	wurde wurden sich auch als aber nach bei aus es sie er mein meine unser unsere dass wie zum zur am des noch nur habe hat
	waren dann`

const spanishWords = `el la los las de y que en un una por con para se del yo nosotros mi mis nuestro nuestra lo al su sus fue
	era pero como más este esta eran había cada no es muy`

// foreignWords are of Italian, Portuguese, Dutch, the Scandinavian languages,
// Finnish, Polish, Czech, Romanian, Hungarian and Turkish.
const foreignWords = `che di il gli non della sono per nel anche mio nostro questo più è ho
	não uma os um em com eu mais nosso meu foi era dos das ao pelo
	het een van ik dat niet voor naar zijn werd ons wij ook bij aan maar mijn hebben heb deze toen
	och att det som jag på är för ett med jeg ikke og til av vi den av inte på har ble blev
	ja ei että oli olin sekä kun
	nie na że się jest był były oraz jak dla przez byłem
	jsem byl bylo aby jako jsme
	și în nu că pe am fost din cu
	az és hogy nem egy volt
	ve bir bu için ile`

const englishNumbers = `zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
	eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions
	billion billions dozen dozens half halves halved halving third thirds fourth fourths quarters fifth fifths sixth sixths
	seventh eighth eighths ninth tenth tenths twice thrice double doubled doubles doubling triple tripled triples tripling
	quadrupled twofold threefold fourfold fivefold tenfold percent`

const frenchNumbers = `zéro deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante
	cinquante soixante cent cents mille million millions milliard milliards moitié tiers quart quarts double doublé doublée
	triple triplé douzaine dizaine dizaines vingtaine trentaine centaine centaines millier milliers demi demie pourcent`

const germanNumbers = `null zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn
	neunzehn zwanzig dreißig dreissig vierzig fünfzig sechzig siebzig achtzig neunzig hundert tausend million millionen milliarde
	milliarden halb halbe halben halbiert hälfte drittel viertel fünftel zehntel doppelt verdoppelt verdreifacht dreifach dutzend
	prozent zweimal dreimal viermal`

const spanishNumbers = `cero dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete
	dieciocho diecinueve veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa cien ciento cientos doscientos quinientos
	mil miles millón millones mitad tercio tercios cuarto cuartos quinto doble duplicó triple triplicó docena decena centenar`

const weWords = `we us our ours ourselves we're we've we'd we'll`

const mineWords = `i me my mine myself i'm i've i'd i'll`

const possessiveWords = `the a an it them him his her their its this these those my our your each every both whether what how why`

// verbWords are those that begin a bullet under Task. Others are recognised by
// what follows them; see task.go.
const verbWords = `achieve adapt adjust advise agree align allow analyse analyze answer approve arrange ask assess audit automate avoid
	balance beat become begin bring budget build buy calculate calm cancel care catch change check choose clarify clean clear close
	coach collect combine complete connect contact convince cook coordinate correct count cover create cut deal debug decide
	decrease defend define deliver deploy describe design detect develop diagnose discover document double draft draw drive earn
	eliminate end ensure establish estimate evaluate examine expand explain extend face feed figure fill find finish fix forecast
	form gain gather get give grow guarantee guard guide halve handle help hire hit hold host identify implement improve increase
	inform inspire install integrate introduce invest investigate join keep launch lay lead learn let limit link listen look lower
	maintain make manage map measure meet mend mentor merge migrate modernise modernize motivate move negotiate obtain offer
	onboard open organise organize outline overhaul own pay persuade pick pitch plan prepare present prevent prioritise prioritize
	produce promote propose protect prove provide publish pull push put raise rally reach read rebuild recover recruit redesign
	reduce refactor release remove rename reorganise reorganize repair replace report rescue research resolve respond restore
	retire retrain return review revive revise rewrite roll run save say scale schedule secure sell serve set settle shape share shift
	ship shorten show simplify solve sort speak speed split spot stabilise stabilize staff standardise standardize start steer
	step stop strengthen supervise supply support sustain switch take talk teach tell test track train transfer translate treat
	trim turn unblock understand undo unify update upgrade use validate verify win work write`

const dutyWords = `asked responsible responsibility responsibilities accountable tasked assigned appointed hired promised charge`

const titleWords = `dr mr mrs ms mx prof mme mlle sr sra st`

const abbreviationWords = `vs etc approx ca incl excl resp esp dept est min max avg vol fig sec ext tel inc ltd co corp jr
	jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun
	bzw usw evtl ggf inkl exkl etw vgl str z.b env p.ex núm aprox pág`

// commonAcronyms are those that are better known by their letters than by their
// words: nobody is helped by "portable document format". Names are among them
// that are hardly taken for acronyms any more.
const commonAcronyms = `ok tv pc cd dvd id it ai pdf url usb gps sms mms pin faq diy vip asap eta rsvp cv hr pr ceo cfo cto coo cio vp
	phd mba ba bsc msc uk us usa eu un uae nato nasa unesco unicef bbc cnn ibm bmw ikea aids hiv dna covid mri atm
	html http https sql api www xml csv json cpu ram ios`

const unitWords = `kb mb gb tb pb kw mw gw kwh db hz mm cm km kg am pm eur usd gbp chf jpy cad aud sek nok dkk pln inr cny brl zar
	utc gmt cet est pst bst hp ad bc bce ce`

const plainWords = `goal goals aim plan risk risks team note notes todo step steps part data cost costs user users done idea ideas
	fact facts main key top new old big huge best good bad fast slow high low yes maybe wow ok go wrong right real true false
	first next then last end why how who what point hook task tasks story intro date time times star`
