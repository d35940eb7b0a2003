import { Part } from './part'
import { Room } from './room'
import { Shot } from './shot'
import { dayWords, type Scene, scenes } from './words'

/** What a customer does on a first day, and how the product looks meanwhile. */
export function Scenes() {
  return (
    <Part id="day" title={dayWords.title} sentence={dayWords.sentence} wide>
      <ol className="grid gap-12 md:gap-18">
        {scenes.map((scene) => (
          <li key={scene.time} className="grid gap-x-12 gap-y-6 md:grid-cols-12">
            <SceneWords scene={scene} />
            <div className="md:col-span-7">
              <ScenePictures scene={scene} />
            </div>
          </li>
        ))}
      </ol>
    </Part>
  )
}

function SceneWords({ scene: { time, title, lines } }: { scene: Scene }) {
  return (
    <div className="border-t pt-4 md:col-span-5">
      <time className="text-quiet tabular-nums">{time}</time>
      <h3 className="mt-1 font-medium text-display">{title}</h3>
      <ul className="mt-4 grid max-w-[44ch] gap-3 text-pretty text-quiet text-reading">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  )
}

function ScenePictures({ scene: { time, pictures } }: { scene: Scene }) {
  const [front, behind] = pictures
  if (!behind) {
    return (
      <Room day={partOfDay(time)} className={inset}>
        <Shot name={front} className={hung} />
      </Room>
    )
  }
  return (
    <Room day={partOfDay(time)} className={inset}>
      <div className="relative">
        <div className="ml-auto w-11/12">
          <Shot name={behind} className={hung} />
        </div>
        <div className="absolute top-14 left-0 w-5/6 sm:top-18">
          <Shot name={front} className={`${hung} border-r`} />
        </div>
      </div>
    </Room>
  )
}

// To the right and below, a picture runs on past the wall.
const inset = 'pt-6 pl-6 sm:pt-14 sm:pl-18'
const hung = 'h-auto w-full border-t border-l'

/** How far the day has come between eight in the morning and twenty past four. */
function partOfDay(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return (hours - 8 + minutes / 60) / (8 + 1 / 3)
}
