import { Part } from './part'
import { Shot } from './shot'
import { SunMark } from './sun-mark'
import { dayWords, type Scene, scenes } from './words'

/** What a customer does on a first day, as the product looks at that hour. */
export function Scenes() {
  return (
    <Part id="day" title={dayWords.title} sentence={dayWords.sentence} wide>
      <ol className="border-t">
        {scenes.map((scene) => (
          <li
            key={scene.time}
            className="grid gap-x-12 gap-y-6 border-b py-8 md:grid-cols-12 md:py-12"
          >
            <SceneWords scene={scene} />
            <ScenePictures pictures={scene.pictures} />
          </li>
        ))}
      </ol>
    </Part>
  )
}

function SceneWords({ scene: { time, title, lines } }: { scene: Scene }) {
  return (
    <div className="md:col-span-5 lg:grid lg:grid-cols-5 lg:gap-x-12">
      <p className="flex items-center gap-3 lg:block">
        <SunMark day={partOfDay(time)} className="size-8 lg:size-12" />
        <time className="text-quiet text-reading tabular-nums lg:mt-3 lg:block">{time}</time>
      </p>
      <div className="mt-4 lg:col-span-4 lg:mt-0">
        <h3 className="font-medium text-display">{title}</h3>
        <ul className="mt-4 grid gap-3">
          {lines.map((line) => (
            <li key={line} className="text-quiet text-reading">
              {line}
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

function ScenePictures({ pictures: [front, behind] }: Pick<Scene, 'pictures'>) {
  const edge = 'h-auto rounded-control border'
  if (!behind) {
    return (
      <div className="md:col-span-7">
        <Shot name={front} className={`w-full ${edge}`} />
      </div>
    )
  }
  return (
    <div className="grid grid-cols-8 grid-rows-[2rem_auto] md:col-span-7 md:grid-rows-[4.5rem_auto]">
      <div className="col-span-7 col-start-2 row-span-2 row-start-1">
        <Shot name={behind} className={`w-full ${edge}`} />
      </div>
      <div className="col-span-7 col-start-1 row-start-2">
        <Shot name={front} className={`w-full ${edge}`} />
      </div>
    </div>
  )
}

/** How far the day has come between eight and twenty past four, when the light falls as in the logo. */
function partOfDay(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return (hours - 8 + minutes / 60) / (8 + 1 / 3)
}
